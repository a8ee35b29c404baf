package io.tarn.core.store;

/** Opens the stores of one URI scheme; found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface StoreOpener {
    /** The scheme, in lower case. */
    String scheme();

    /** The store at a location of that scheme; cheap, so that every task may ask. */
    ObjectStore open(StoreLocation location);
}

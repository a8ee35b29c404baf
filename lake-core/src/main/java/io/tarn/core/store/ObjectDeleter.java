package io.tarn.core.store;

/** Deletion, the one verb that a customer's bucket may refuse. Thread-safe. */
public interface ObjectDeleter {
    /** Deletes the object; nothing happens where there is none. */
    void delete(String key);
}

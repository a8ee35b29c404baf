package io.tarn.core.store;

/** Deletion, the one verb that a customer's bucket may refuse. Thread-safe. */
public interface ObjectDeleter {
    /** Deletes the object; nothing happens where there is none. */
    void delete(String key);

    /** Deletes many objects, which is cheaper than one by one; not atomic. */
    default void deleteAll(Iterable<String> keys) {
        keys.forEach(this::delete);
    }
}

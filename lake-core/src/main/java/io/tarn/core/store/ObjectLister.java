package io.tarn.core.store;

/** Listing in key order (UTF-8 byte order), lazily. Thread-safe. */
public interface ObjectLister {
    /**
     * The objects whose key begins with {@code prefix} and is greater than {@code startAfter}, in key order; unfinished
     * uploads are never among them.
     *
     * @param prefix any string, not only whole folders; "" for all
     * @param startAfter exclusive; "" for the beginning
     */
    Iterable<ObjectStat> list(String prefix, String startAfter);

    /** As {@link #list(String, String)} from the beginning. */
    default Iterable<ObjectStat> list(String prefix) {
        return list(prefix, "");
    }
}

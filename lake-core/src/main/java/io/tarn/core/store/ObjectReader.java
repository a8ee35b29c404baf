package io.tarn.core.store;

import java.io.InputStream;
import java.util.Optional;

/** Reading, strongly consistent after every write. Thread-safe. */
public interface ObjectReader {
    /** Size and time of an object, or empty where there is none. */
    Optional<ObjectStat> stat(String key);

    /** A small object whole, with its version, or empty where there is none. */
    Optional<Versioned> read(String key);

    /**
     * Up to {@code length} bytes from {@code offset}; fewer only at the object's end.
     *
     * @throws StoreException with {@link StoreException#notFound()} where there is no such object
     */
    byte[] readRange(String key, long offset, int length);

    /**
     * The object from its beginning; the caller closes.
     *
     * @throws StoreException with {@link StoreException#notFound()} where there is no such object
     */
    InputStream open(String key);
}

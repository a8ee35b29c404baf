package io.tarn.core.store;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is and how it is reached; a plain value without secrets that travels to Spark tasks, where
 * {@link Stores#open} opens it again.
 *
 * @param uri "file:///absolute/dir" or "s3://bucket/prefix", without a closing '/'
 * @param bucket how the bucket is reached; null where the environment decides, and for a directory
 */
public record StoreLocation(String uri, @Nullable BucketAccess bucket) implements Serializable {
    public StoreLocation(String uri) {
        this(uri, null);
    }

    /** "file" or "s3"; "" where the URI has none. */
    public String scheme() {
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }

    /** A location below this one, reached in the same way. */
    public StoreLocation below(String folder) {
        return new StoreLocation(uri + "/" + folder, bucket);
    }
}

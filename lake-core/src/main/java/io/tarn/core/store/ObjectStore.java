package io.tarn.core.store;

/**
 * One root in an object store (a bucket's prefix or a directory), cut by verb so that code asks only for what it does.
 *
 * <p>Keys are relative to the root, in UTF-8, without a leading '/', without empty, "." or ".." parts. Every failure
 * that is no answer is a {@link StoreException}. Thread-safe.
 */
public interface ObjectStore
        extends ObjectReader, ObjectLister, ObjectCreator, ObjectSwapper, UploadStager, ObjectDeleter {
    /** Where this store is, for messages and for {@link StoreLocation}. */
    StoreLocation location();
}

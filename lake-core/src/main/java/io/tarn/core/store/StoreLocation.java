package io.tarn.core.store;

import java.io.Serializable;

/**
 * Where a store is; a plain value that travels to Spark tasks, where {@link Stores#open} opens it again.
 *
 * @param uri "file:///absolute/dir" or, later, "s3://bucket/prefix"
 */
public record StoreLocation(String uri) implements Serializable {}

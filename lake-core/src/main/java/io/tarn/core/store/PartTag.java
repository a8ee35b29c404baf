package io.tarn.core.store;

import java.io.Serializable;

/**
 * One part of an upload.
 *
 * @param number from 1
 * @param tag what the store answered for it (S3: ETag)
 * @param size in bytes
 */
public record PartTag(int number, String tag, long size) implements Serializable {}

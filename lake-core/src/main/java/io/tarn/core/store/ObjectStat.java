package io.tarn.core.store;

import java.time.Instant;

/**
 * One object of a listing.
 *
 * @param key relative to the store's root, with '/' between parts
 * @param size in bytes
 * @param modified the store's own time
 */
public record ObjectStat(String key, long size, Instant modified) {}

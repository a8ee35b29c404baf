package io.tarn.core.store;

/**
 * An object's bytes with the version that a compare-and-swap must name.
 *
 * @param version opaque; equal versions mean equal bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Versioned(byte[] bytes, String version) {}

package io.tarn.columnar;

import io.airlift.compress.zstd.ZstdCompressor;

/**
 * Measures how small bytes become, with a codec that is the same wherever Tarn runs. Not thread-safe.
 *
 * <p>Pages are compressed by zstd-jni, of the version on the class path, and another version may make them some bytes
 * larger. Where files end may not depend on that; so it depends on this, the same level of zstd in Java, which is a
 * part of Tarn's jar.
 */
final class Gauge {
    private final ZstdCompressor codec = new ZstdCompressor();
    private byte[] out = {};
    private boolean on;

    /** From now on pages are measured; before, nobody needs to know. */
    void turnOn() {
        on = true;
    }

    boolean isOn() {
        return on;
    }

    /** What the first so many bytes become. */
    int measure(byte[] bytes, int length) {
        int bound = codec.maxCompressedLength(length);
        if (out.length < bound) {
            out = new byte[bound];
        }
        return codec.compress(bytes, 0, length, out, 0, bound);
    }
}

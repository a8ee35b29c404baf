package io.tarn.ingest.hydrate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, truncated. Not thread-safe. */
final class Sha {
    private final MessageDigest digest;

    Sha() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** The first 64 bits. */
    long first64(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** All of it. */
    ByteBuffer all(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        return ByteBuffer.wrap(digest.digest());
    }
}

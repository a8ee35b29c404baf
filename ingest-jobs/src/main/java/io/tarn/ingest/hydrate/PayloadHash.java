package io.tarn.ingest.hydrate;

/** The {@code hash} of the {@code tarn} column: the first 64 bits of the SHA-256 of an event's bytes, big-endian. */
public final class PayloadHash {
    private PayloadHash() {}

    /** The hash of a whole payload. */
    public static long of(byte[] payload) {
        return new Sha().first64(payload, 0, payload.length);
    }
}

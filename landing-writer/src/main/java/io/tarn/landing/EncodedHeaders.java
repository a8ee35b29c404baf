package io.tarn.landing;

import java.util.Map;

/** Headers in the form that the spool and the archive keep them in; encoded once for many frames. Immutable. */
public final class EncodedHeaders {
    private final byte[] bytes;

    private EncodedHeaders(byte[] bytes) {
        this.bytes = bytes;
    }

    public static EncodedHeaders of(Map<String, String> headers) {
        return new EncodedHeaders(new AvroBuffer(128).writeMap(headers).toByteArray());
    }

    byte[] bytes() {
        return bytes;
    }
}

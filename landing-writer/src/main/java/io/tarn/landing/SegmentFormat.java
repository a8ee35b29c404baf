package io.tarn.landing;

import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import java.time.Instant;
import java.util.Map;

/** What writer and reader of segments agree on. */
final class SegmentFormat {
    /** Metadata: the whole key, so that a copy under another name is noticed. */
    static final String KEY = "tarn.key";

    static final String VERSION = "tarn.version";
    static final String CURRENT_VERSION = "1";

    static final String SCHEMA = "{\"type\":\"record\",\"name\":\"Frame\",\"namespace\":\"io.tarn\",\"fields\":["
            + "{\"name\":\"seq\",\"type\":\"long\"},"
            + "{\"name\":\"received_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}},"
            + "{\"name\":\"event_id\",\"type\":\"string\"},"
            + "{\"name\":\"headers\",\"type\":{\"type\":\"map\",\"values\":\"string\"}},"
            + "{\"name\":\"payload\",\"type\":\"bytes\"}]}";

    private SegmentFormat() {}

    static Map<String, String> metadata(SegmentKey key) {
        return Map.of(
                KEY,
                key.key(),
                VERSION,
                CURRENT_VERSION,
                "tarn.collection",
                key.collection().value(),
                "tarn.received",
                Keys.iso(key.received()));
    }

    /** Microseconds since 1970, rounded down. */
    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000L);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}

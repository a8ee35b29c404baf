package io.tarn.ingest.hydrate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A row between routing and building. The payload lies in {@code bytes} from {@code from} to {@code to}, and is valid
 * until the next row is read.
 *
 * @param segment index in the hydrate's segments
 * @param received microseconds since 1970-01-01T00:00:00Z
 * @param headers only where the row may yet be quarantined
 */
@SuppressWarnings("ArrayRecordComponent")
record SpilledRow(
        int segment,
        long seq,
        long received,
        String eventId,
        long hash,
        boolean undated,
        Map<String, String> headers,
        byte[] bytes,
        int from,
        int to) {

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    Instant receivedAt() {
        return Instant.EPOCH.plus(received, ChronoUnit.MICROS);
    }
}

package io.tarn.orchestration.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.core.Frame;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One event that was found, with its way; what does not apply is absent.
 *
 * @param segment key of its segment in the state root
 * @param seq its place in the segment
 * @param logRecord number of the log record that hydrated the segment
 * @param event as archived; absent where the archive no longer has it
 * @param row where it is a row
 * @param reason why it was set aside
 * @param detail what exactly is wrong, or how it differs from what it repeats
 * @param repeats of a dropped event: segment and sequence of the row that came first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Match(
        String collection,
        String eventId,
        Fate fate,
        String segment,
        long seq,
        @Nullable Long logRecord,
        @Nullable Event event,
        @Nullable Row row,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String repeats) {

    /** What became of an event. */
    enum Fate {
        /** A row that readers see. */
        PUBLISHED,
        /** A row that no partition shows yet. */
        WAITING,
        /** Set aside. */
        QUARANTINED,
        /** Dropped as a repetition. */
        DEDUPLICATED,
        /** Archived; no compaction has taken it yet, or one is not finished. */
        PENDING
    }

    /**
     * An event as archived.
     *
     * @param size in bytes
     * @param bytes the payload in base64
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(Instant receivedAt, @Nullable String source, long size, String bytes) {
        static Event of(Frame frame) {
            return of(frame.receivedAt(), frame.headers().get(Frame.SOURCE), frame.payload());
        }

        static Event of(Instant receivedAt, @Nullable String source, byte[] payload) {
            return new Event(
                    receivedAt, source, payload.length, Base64.getEncoder().encodeToString(payload));
        }

        byte[] payload() {
            return Base64.getDecoder().decode(bytes);
        }
    }

    /**
     * Where a row is.
     *
     * @param day its event day
     * @param state of that day
     * @param rowGroup in the file, from 0
     * @param row in the file, from 0
     */
    record Row(String day, String state, String file, long rowGroup, long row) {}
}

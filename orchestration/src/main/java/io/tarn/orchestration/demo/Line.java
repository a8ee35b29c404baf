package io.tarn.orchestration.demo;

import io.tarn.core.Reason;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the shop sends.
 *
 * @param bytes without a line end
 * @param id the producer's id, or "" where the shop gives none
 * @param day the event day of its row; null where it gets no row
 */
@SuppressWarnings("ArrayRecordComponent")
record Line(byte[] bytes, String id, Kind kind, @Nullable LocalDate day) {
    /** What is the matter with a line, and so what must become of it. */
    enum Kind {
        GOOD("", null),
        LATE("arrive after their day was sealed", null),
        UNDATED("have no time", null),
        REPEATED("come twice, because the producer was not sure", null),
        CONFLICT("come twice, with another amount the second time", Reason.ID_CONFLICT),
        TRUNCATED("are cut off in the middle", Reason.INVALID_JSON),
        INVALID_UTF8("are in Latin-1 instead of UTF-8", Reason.UTF8),
        DUPLICATE_KEY("have a key twice", Reason.DUPLICATE_KEY),
        ARRAY("are an array instead of an object", Reason.NOT_OBJECT);

        private final String words;
        private final @Nullable Reason reason;

        Kind(String words, @Nullable Reason reason) {
            this.words = words;
            this.reason = reason;
        }

        /** For people; "" for the ordinary kind. */
        String words() {
            return words;
        }

        /** Why it is quarantined; null where it is not. */
        @Nullable
        Reason reason() {
            return reason;
        }

        boolean hasRow() {
            return reason == null && this != REPEATED;
        }
    }

    Line {
        if (kind.hasRow() != (day != null)) {
            throw new IllegalArgumentException("a line of kind " + kind + " cannot have the day " + day);
        }
    }
}

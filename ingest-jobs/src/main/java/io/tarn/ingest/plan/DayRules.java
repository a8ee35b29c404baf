package io.tarn.ingest.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When days of a collection are due.
 *
 * @param lateness how long after its end a day stays open
 * @param lateEvery how long late rows wait at most
 * @param lateBytes of waiting files that are worth a file of their own
 * @param rest how long nothing must have landed before a closed day without a head is built to its final files
 */
public record DayRules(Duration lateness, Duration lateEvery, long lateBytes, Duration rest) {
    /** Late rows at 32 MiB (architecture, section 6); smaller files than that are not worth their requests. */
    public static final long LATE_BYTES = 32L << 20;

    /** An import that lands nothing for so long is not running. */
    public static final Duration REST = Duration.ofHours(1);

    /** As the architecture has them. */
    public static DayRules of(Duration lateness, Duration lateEvery) {
        return new DayRules(lateness, lateEvery, LATE_BYTES, REST);
    }

    /** True once the day is over and lateness has passed. */
    public boolean closed(LocalDate day, Instant now) {
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !now.isBefore(end.plus(lateness));
    }

    /** True where nothing landed for so long that an import which is still running would have shown itself. */
    public boolean rested(Instant lastLanded, Instant now) {
        return !now.isBefore(lastLanded.plus(rest));
    }
}

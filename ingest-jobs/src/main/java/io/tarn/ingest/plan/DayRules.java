package io.tarn.ingest.plan;

import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.MergeSettings;
import io.tarn.core.head.FileEntry;
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
 * @param merge when late files are merged
 * @param targetFile bytes that a file should have
 * @param grace how long readers of replaced files are waited for
 */
public record DayRules(
        Duration lateness,
        Duration lateEvery,
        long lateBytes,
        Duration rest,
        MergeSettings merge,
        long targetFile,
        Duration grace) {
    /** Late rows at 32 MiB (architecture, section 6); smaller files than that are not worth their requests. */
    public static final long LATE_BYTES = 32L << 20;

    /** An import that lands nothing for so long is not running. */
    public static final Duration REST = Duration.ofHours(1);

    /** A day that one file could hold is left in several for so many times the quiet that other days need. */
    private static final int FEW_FILES_REST = 7;

    /** Those of a collection. */
    public static DayRules of(CollectionConfig config) {
        return new DayRules(
                config.lateness(),
                config.lateEvery(),
                LATE_BYTES,
                REST,
                config.merge(),
                config.targetFileSize().bytes(),
                config.grace());
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

    /** True where a file is smaller than the 20 % by which a file may miss its target. */
    boolean small(FileEntry file) {
        return file.size() < targetFile * 8 / 10;
    }

    /** True where nothing came for so long that late files are merged. */
    boolean quiet(Instant lastChange, Instant now) {
        return !now.isBefore(lastChange.plus(merge.quiet()));
    }

    /** True where nothing came for so long that even a few late files of a small day are merged. */
    boolean longQuiet(Instant lastChange, Instant now) {
        return !now.isBefore(lastChange.plus(merge.quiet().multipliedBy(FEW_FILES_REST)));
    }
}

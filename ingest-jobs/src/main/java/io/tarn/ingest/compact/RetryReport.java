package io.tarn.ingest.compact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a retry did, or would do.
 *
 * @param run names its report; of a dry run there is none
 * @param status done, nothing (all of it is as it was) or planned
 * @param logRecord its number; null where nothing was changed
 * @param tried frames in quarantine that were chosen
 * @param reasons why they were and are set aside
 * @param published frames that are rows now
 * @param deduplicated frames that repeat a known id
 * @param days where the rows went; empty in a dry run
 */
public record RetryReport(
        String run,
        String collection,
        String status,
        @Nullable Long logRecord,
        long tried,
        List<ByReason> reasons,
        long published,
        long deduplicated,
        List<Day> days,
        List<String> problems) {

    /** Frames set aside for one reason, of those that were tried. */
    public record ByReason(String reason, long before, long after) {}

    /**
     * Rows of one event day.
     *
     * @param state open, sealing, sealed or replacing
     * @param waiting rows of the day that no reader sees before the next compaction appends them
     */
    public record Day(String day, String state, long rows, long waiting) {}
}

package io.tarn.ingest.plan;

import java.time.LocalDate;

/**
 * What becomes of one day.
 *
 * @param files that are read: hot and waiting ones of a seal, waiting ones of an append, all of a merge
 * @param rows in these files
 * @param bytes of these files
 * @param reason why it is due, or why it is not
 */
public record DayPlan(LocalDate day, Action action, long files, long rows, long bytes, String reason) {
    /** What is done to a day. */
    public enum Action {
        /** Its hot files become its final ones. */
        SEAL,
        /** Its waiting rows become one more file. */
        APPEND,
        /** All its files become as few as they should be. */
        MERGE,
        /** A transaction of an earlier run is brought to its end. */
        FINISH,
        /** It has rows that are not due yet. */
        WAIT,
        /** It is as it should be. */
        NONE
    }

    /** True where something is to be done. */
    public boolean due() {
        return action != Action.WAIT && action != Action.NONE;
    }
}

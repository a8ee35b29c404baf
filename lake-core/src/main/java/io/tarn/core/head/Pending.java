package io.tarn.core.head;

import java.util.List;

/**
 * A transaction of a day between its decision and its end (architecture, section 6, "Publish protocol").
 *
 * @param txid hash of collection, day, head revision, inputs and parameters
 * @param kind what is being done
 * @param dropping true from the compare-and-swap that decided to drop it; it may still go forward if a key is found to
 *     exist
 * @param files staged files with their uploads
 * @param sources keys (hot, waiting, lake, gen) whose rows are in {@code files} and that leave the head when it is live
 */
public record Pending(String txid, Kind kind, boolean dropping, List<FileEntry> files, List<String> sources) {
    /** What a transaction does. */
    public enum Kind {
        /** The hot and waiting files of a day become its files in the lake. */
        SEAL,
        /** Waiting files become one more file in the lake. */
        APPEND,
        /** New files for a whole sealed day, in {@code gen}; readers are sent there when all are visible. */
        REPLACE,
        /** The new files of a replaced day, copied to where they stay; the files that they replace go with it. */
        RETURN
    }
}

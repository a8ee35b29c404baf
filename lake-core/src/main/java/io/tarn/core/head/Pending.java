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
 * @param sources keys (hot, waiting) whose rows are in {@code files} and that leave the head when it is live
 */
public record Pending(String txid, Kind kind, boolean dropping, List<FileEntry> files, List<String> sources) {
    /** What a transaction does. */
    public enum Kind {
        SEAL,
        APPEND
    }
}

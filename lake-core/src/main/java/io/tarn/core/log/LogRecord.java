package io.tarn.core.log;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Owner;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One hydrate: what became of each of its segments. Created once, never changed; creating it is the point of no return
 * and the order of hydration.
 *
 * @param n from 1, without gaps in a collection
 * @param txid hash of collection, segments, schema and settings version
 */
public record LogRecord(
        long n,
        String txid,
        String collection,
        int schema,
        int settings,
        List<SegmentOutcome> segments,
        List<DayOutcome> days,
        List<DerivedObject> quarantine,
        List<DerivedObject> ids,
        List<String> idsReplaced,
        Instant createdAt,
        Owner owner) {

    /**
     * What became of one segment: {@code count = rows + quarantined + deduplicated}.
     *
     * @param key in the state root
     * @param conflicts those of {@code deduplicated} whose payload differs from the one kept
     * @param undated those of {@code rows} without a usable event time
     */
    public record SegmentOutcome(
            String key, long count, long rows, long quarantined, long deduplicated, long conflicts, long undated)
            implements Serializable {}

    /**
     * The rows of one event day: staged files (not visible until the record is applied to the day) and the segments
     * they came from.
     */
    public record DayOutcome(String day, Placement placement, long rows, List<FileEntry> staged, List<String> segments)
            implements Serializable {}

    /** Where a day's staged files were meant to go when they were staged; applying checks it against the head. */
    public enum Placement {
        /** Open day: a hot file. */
        HOT,
        /** Day that is not open: a waiting file. */
        WAITING,
        /** Closed day without a head: the final files. */
        LAKE
    }

    /** A derived object with what it must be. */
    public record DerivedObject(String key, long size, String crc32c, long count) implements Serializable {}
}

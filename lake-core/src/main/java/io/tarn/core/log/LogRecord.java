package io.tarn.core.log;

import io.tarn.core.SeqRange;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Owner;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One hydrate: what became of each of its segments. Created once, never changed; creating it is the point of no return
 * and the order of hydration.
 *
 * <p>A segment is hydrated once. What that set aside can be hydrated again by a <em>retry</em>, a record that takes
 * frames of segments that records before it have. Of a frame the last record that takes it says what became of it.
 *
 * @param n from 1, without gaps in a collection
 * @param txid hash of collection, segments (of a retry: frames), schema and settings version
 * @param quarantine objects that count from now on, until a retry replaces them
 * @param retry what was tried again; null for a hydrate of whole segments
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
        @Nullable Retry retry,
        Instant createdAt,
        Owner owner) {

    /**
     * Frames that were set aside and are hydrated again.
     *
     * @param frames by segment, ascending; each is in one of the replaced objects
     * @param replaced quarantine objects of earlier records that count no more: those of their frames that were not
     *     tried, or are still as bad as they were, are in this record's objects
     */
    public record Retry(SortedMap<String, List<SeqRange>> frames, List<DerivedObject> replaced) {}

    /**
     * Frames that this record's quarantine objects must hold: those that it set aside, and those that it left as they
     * were in the objects that it replaces.
     */
    public long setAside() {
        long quarantined =
                segments.stream().mapToLong(SegmentOutcome::quarantined).sum();
        if (retry == null) {
            return quarantined;
        }
        long before = retry.replaced().stream().mapToLong(DerivedObject::count).sum();
        return quarantined
                + before
                - segments.stream().mapToLong(SegmentOutcome::count).sum();
    }

    /**
     * What became of one segment, in a retry of those of its frames that were tried: {@code count = rows + quarantined
     * + deduplicated}.
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

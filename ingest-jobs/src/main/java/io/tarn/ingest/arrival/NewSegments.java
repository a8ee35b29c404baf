package io.tarn.ingest.arrival;

import io.tarn.core.key.SegmentKey;
import java.time.Instant;
import java.util.List;

/**
 * The segments of one collection that no log record names.
 *
 * @param fresh to be hydrated, in key order
 * @param setAside whose range overlaps that of another one: they stay in the archive, are named, and become no rows
 * @param missing noted, and not in the archive (yet)
 */
public record NewSegments(List<Arrived> fresh, List<SetAside> setAside, List<SegmentKey> missing) {
    /** A segment in the archive, its size in bytes, and when it came there by the store's time. */
    public record Arrived(SegmentKey segment, long bytes, Instant landed) {}

    /** A segment that holds frames which another one holds. */
    public record SetAside(SegmentKey segment, SegmentKey overlaps) {
        /** What a report says about it. */
        public String message() {
            return "Segment '" + segment.key() + "' is set aside: it holds sequence numbers that '" + overlaps.key()
                    + "' holds. Compare the two objects, and remove the one that does not belong there";
        }
    }

    /** Frames of the fresh segments, as their keys count them. */
    public long frames() {
        return fresh.stream().mapToLong(arrived -> arrived.segment().count()).sum();
    }

    /** Bytes of the fresh segments in the archive. */
    public long bytes() {
        return fresh.stream().mapToLong(Arrived::bytes).sum();
    }
}

package io.tarn.ingest.hydrate;

import java.io.Serializable;

/**
 * What building met of one segment; each number is counted as it happens.
 *
 * @param quarantined for conflicting ids
 * @param conflicts those of {@code deduplicated} with another content
 * @param undated those of {@code rows} without a usable event time
 */
record SegmentCounts(long rows, long quarantined, long deduplicated, long conflicts, long undated)
        implements Serializable {
    static final SegmentCounts NONE = new SegmentCounts(0, 0, 0, 0, 0);

    static SegmentCounts row(boolean undated) {
        return new SegmentCounts(1, 0, 0, 0, undated ? 1 : 0);
    }

    static SegmentCounts dropped(Drop.Kind why) {
        return switch (why) {
            case DUPLICATE -> new SegmentCounts(0, 0, 1, 0, 0);
            case CONFLICT -> new SegmentCounts(0, 0, 1, 1, 0);
            case QUARANTINED -> new SegmentCounts(0, 1, 0, 0, 0);
        };
    }

    SegmentCounts plus(SegmentCounts other) {
        return new SegmentCounts(
                rows + other.rows,
                quarantined + other.quarantined,
                deduplicated + other.deduplicated,
                conflicts + other.conflicts,
                undated + other.undated);
    }

    long dropped() {
        return quarantined + deduplicated;
    }
}

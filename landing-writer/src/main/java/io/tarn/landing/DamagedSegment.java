package io.tarn.landing;

import io.tarn.core.SeqRange;
import io.tarn.core.key.SegmentKey;
import java.util.List;

/**
 * What a {@link SegmentReader} could not read of a segment.
 *
 * @param segment the object
 * @param readable frames that it did yield
 * @param missing sequence numbers that the key promises and that are unreadable, ascending; empty where all frames
 *     could be read although the object is damaged
 * @param what the damage in words
 */
public record DamagedSegment(SegmentKey segment, long readable, List<SeqRange> missing, String what) {
    public DamagedSegment {
        missing = List.copyOf(missing);
    }

    /** Frames that are lost. */
    public long lost() {
        return missing.stream().mapToLong(SeqRange::count).sum();
    }
}

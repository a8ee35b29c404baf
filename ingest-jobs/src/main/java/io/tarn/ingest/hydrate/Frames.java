package io.tarn.ingest.hydrate;

import io.tarn.core.Reason;
import io.tarn.core.SeqRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of its segments a hydrate takes: all, or, in a retry, those of some sequence numbers.
 *
 * @param chosen by segment, in any order, without overlaps; empty: all frames of all segments
 */
public record Frames(SortedMap<String, List<Chosen>> chosen) implements Serializable {
    /** Every frame: a new hydrate. */
    public static final Frames ALL = new Frames(new TreeMap<>());

    /**
     * Frames that are taken.
     *
     * @param before why they were set aside. Where the bytes alone tell the same again, the frame is left as it is;
     *     null: it is taken whatever comes of it
     */
    public record Chosen(SeqRange range, @Nullable Reason before) implements Serializable {}

    /** Exactly these. */
    public static Frames of(Map<String, List<SeqRange>> ranges) {
        SortedMap<String, List<Chosen>> chosen = new TreeMap<>();
        ranges.forEach((segment, these) -> chosen.put(
                segment,
                new ArrayList<>(
                        these.stream().map(range -> new Chosen(range, null)).toList())));
        return new Frames(chosen);
    }

    /** Those of one segment. */
    OfSegment of(String segment) {
        return new OfSegment(chosen.isEmpty() ? null : chosen.getOrDefault(segment, List.of()));
    }

    /** Of the frames that were taken, how many had been set aside for which reason. */
    public SortedMap<Reason, Long> reasons(Routed routed) {
        SortedMap<Reason, Long> reasons = new TreeMap<>();
        for (Routed.Segment segment : routed.segments()) {
            OfSegment of = of(segment.key());
            for (SeqRange range : segment.frames()) {
                for (long seq = range.first(); seq <= range.last(); seq++) {
                    Reason before = of.before(seq);
                    if (before != null) {
                        reasons.merge(before, 1L, Long::sum);
                    }
                }
            }
        }
        return reasons;
    }

    /** The choice in one segment. */
    static final class OfSegment {
        private final @Nullable NavigableMap<Long, Chosen> byFirst;

        private OfSegment(@Nullable List<Chosen> chosen) {
            byFirst = chosen == null ? null : new TreeMap<>();
            if (byFirst != null && chosen != null) {
                chosen.forEach(one -> byFirst.put(one.range().first(), one));
            }
        }

        /** Whether the whole segment is taken. */
        boolean all() {
            return byFirst == null;
        }

        boolean takes(long seq) {
            return byFirst == null || find(seq) != null;
        }

        /** Whether the frame was set aside for just this reason. */
        boolean wasSetAside(long seq, Reason reason) {
            return byFirst != null && before(seq) == reason;
        }

        private @Nullable Reason before(long seq) {
            Chosen found = find(seq);
            return found == null ? null : found.before();
        }

        private @Nullable Chosen find(long seq) {
            Map.Entry<Long, Chosen> floor = byFirst == null ? null : byFirst.floorEntry(seq);
            return floor == null || !floor.getValue().range().contains(seq) ? null : floor.getValue();
        }
    }
}

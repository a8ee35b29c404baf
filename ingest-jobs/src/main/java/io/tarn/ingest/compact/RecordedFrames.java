package io.tarn.ingest.compact;

import io.tarn.core.Reason;
import io.tarn.core.SeqRange;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.store.ObjectReader;
import io.tarn.ingest.hydrate.Frames;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The frames that a record's files are staged again from: those it took, without what it set aside by itself. A segment
 * that was restored since then, or a newer Tarn, must not make rows that the record does not have: a retry does.
 */
final class RecordedFrames {
    private RecordedFrames() {}

    static Frames of(LogRecord record, ObjectReader state) {
        Map<String, SortedSet<Long>> aside = setAside(record, state);
        LogRecord.Retry retry = record.retry();
        if (retry == null && aside.isEmpty()) {
            return Frames.ALL;
        }
        SortedMap<String, List<SeqRange>> frames = new TreeMap<>();
        for (SegmentOutcome segment : record.segments()) {
            List<SeqRange> taken =
                    retry == null ? whole(segment.key()) : retry.frames().getOrDefault(segment.key(), List.of());
            frames.put(segment.key(), without(taken, aside.getOrDefault(segment.key(), new TreeSet<>())));
        }
        return Frames.of(frames);
    }

    private static List<SeqRange> whole(String segment) {
        SegmentKey key = SegmentKey.parse(segment).orElseThrow();
        return List.of(new SeqRange(key.firstSeq(), key.lastSeq()));
    }

    /** By segment. Conflicting ids are found again by the same de-duplication; a lost object does not hold this up. */
    private static Map<String, SortedSet<Long>> setAside(LogRecord record, ObjectReader state) {
        Map<String, SortedSet<Long>> aside = new HashMap<>();
        for (DerivedObject object : record.quarantine()) {
            if (state.stat(object.key()).isEmpty()) {
                continue;
            }
            try (QuarantineReader reader = QuarantineReader.open(state, object.key())) {
                for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                    if (frame.reason() != Reason.ID_CONFLICT) {
                        aside.computeIfAbsent(frame.segment(), s -> new TreeSet<>())
                                .add(frame.seq());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("'" + object.key() + "' cannot be read", e);
            }
        }
        return aside;
    }

    private static List<SeqRange> without(List<SeqRange> ranges, SortedSet<Long> aside) {
        List<SeqRange> left = new ArrayList<>();
        for (SeqRange range : ranges) {
            long from = range.first();
            for (long seq : aside.subSet(range.first(), range.last() + 1)) {
                if (seq > from) {
                    left.add(new SeqRange(from, seq - 1));
                }
                from = seq + 1;
            }
            if (from <= range.last()) {
                left.add(new SeqRange(from, range.last()));
            }
        }
        return List.copyOf(left);
    }
}

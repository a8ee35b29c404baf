package io.tarn.ingest.log;

import io.tarn.core.SeqRange;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which records say what became of the frames of one segment: the one that hydrated it, and the retries of what that
 * set aside. Thread-safe once filled.
 */
public final class FrameHistory {
    private final List<Taken> taken = new ArrayList<>();

    /** @param ranges by their first number; null for the whole segment */
    private record Taken(
            LogRecord record,
            SegmentOutcome outcome,
            @Nullable NavigableMap<Long, SeqRange> ranges) {
        boolean takes(long seq) {
            Map.Entry<Long, SeqRange> floor = ranges == null ? null : ranges.floorEntry(seq);
            return ranges == null || floor != null && floor.getValue().contains(seq);
        }
    }

    private FrameHistory() {}

    /**
     * The histories of all segments that records name, by key.
     *
     * @param records from the first on, in order
     */
    public static Map<String, FrameHistory> of(List<LogRecord> records) {
        Map<String, FrameHistory> all = new HashMap<>();
        for (LogRecord record : records) {
            for (SegmentOutcome outcome : record.segments()) {
                all.computeIfAbsent(outcome.key(), key -> new FrameHistory()).add(record, outcome);
            }
        }
        return all;
    }

    private void add(LogRecord record, SegmentOutcome outcome) {
        LogRecord.Retry retry = record.retry();
        if (retry == null) {
            taken.add(new Taken(record, outcome, null));
            return;
        }
        NavigableMap<Long, SeqRange> ranges = new TreeMap<>();
        retry.frames().getOrDefault(outcome.key(), List.of()).forEach(range -> ranges.put(range.first(), range));
        taken.add(new Taken(record, outcome, ranges));
    }

    /** The records, in their order: at least one. */
    public List<LogRecord> records() {
        return taken.stream().map(Taken::record).toList();
    }

    /** The last record that takes this frame: it says what became of it. */
    public Optional<LogRecord> record(long seq) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (taken.get(i).takes(seq)) {
                return Optional.of(taken.get(i).record());
            }
        }
        return Optional.empty();
    }

    /** Frames that repeat a known id, over all records. */
    public long deduplicated() {
        return taken.stream().mapToLong(one -> one.outcome().deduplicated()).sum();
    }
}

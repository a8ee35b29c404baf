package io.tarn.ingest.log;

import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The segments that log records name, in memory: about 300 bytes each, so a million of them fit a default heap and ten
 * million do not. Not thread-safe.
 */
public final class HydratedSegments {
    private final Map<String, NavigableMap<Long, SegmentKey>> byOrigin = new HashMap<>();

    private long through;

    /** Number of the last record that this knows. */
    public long through() {
        return through;
    }

    /** Adds the segments of the next records, in their order. */
    public void add(List<LogRecord> records) {
        for (LogRecord record : records) {
            if (record.n() != through + 1) {
                throw new IllegalArgumentException("record " + record.n() + " does not follow " + through);
            }
            for (SegmentOutcome segment : record.segments()) {
                SegmentKey.parse(segment.key()).ifPresent(this::add);
            }
            through = record.n();
        }
    }

    /** Adds one segment. */
    public void add(SegmentKey segment) {
        byOrigin.computeIfAbsent(origin(segment), o -> new TreeMap<>()).put(segment.firstSeq(), segment);
    }

    /** True where a record names exactly this object. */
    public boolean contains(SegmentKey segment) {
        return overlapping(segment).filter(segment::equals).isPresent();
    }

    /** A segment with a frame of the same writer, epoch and sequence number; it may be the same object. */
    public Optional<SegmentKey> overlapping(SegmentKey segment) {
        NavigableMap<Long, SegmentKey> ranges = byOrigin.getOrDefault(origin(segment), new TreeMap<>());
        return Optional.ofNullable(ranges.floorEntry(segment.lastSeq()))
                .map(Map.Entry::getValue)
                .filter(known -> known.lastSeq() >= segment.firstSeq());
    }

    private static String origin(SegmentKey segment) {
        return segment.writer() + "-" + segment.epoch();
    }
}

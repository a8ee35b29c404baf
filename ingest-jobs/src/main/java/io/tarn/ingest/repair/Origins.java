package io.tarn.ingest.repair;

import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.ingest.log.FrameHistory;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which log record a row came with. */
final class Origins {
    private final SortedMap<Long, LogRecord> records = new TreeMap<>();
    private final Map<String, FrameHistory> frames;

    Origins(List<LogRecord> all) {
        all.forEach(record -> records.put(record.n(), record));
        frames = FrameHistory.of(all);
    }

    /** Number of the record that made a row of this frame; 0 where none did. */
    long of(String segment, long seq) {
        FrameHistory history = frames.get(segment);
        return history == null ? 0 : history.record(seq).map(LogRecord::n).orElse(0L);
    }

    /** All records, in their order. */
    Collection<LogRecord> records() {
        return records.values();
    }

    Optional<LogRecord> record(long n) {
        return Optional.ofNullable(records.get(n));
    }

    /** The records that have rows of a day, up to one of them, and how many each has. */
    SortedMap<Long, Long> rowsOf(LocalDate day, long through) {
        SortedMap<Long, Long> rows = new TreeMap<>();
        for (LogRecord record : records.headMap(through + 1).values()) {
            for (DayOutcome of : record.days()) {
                if (of.day().equals(day.toString())) {
                    rows.merge(record.n(), of.rows(), Long::sum);
                }
            }
        }
        return rows;
    }
}

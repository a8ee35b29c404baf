package io.tarn.ingest.verify;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.report.Balance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Counts the balance of a collection, each number at its own source (interface, "JSON"): what cannot be read counts as
 * nothing, so that a lost object never balances.
 */
final class BalanceCounter {
    private final CollectionState collection;
    private final Map<String, Long> fileRows;
    private final Map<String, Long> quarantined;
    private final long spooled;

    /**
     * @param fileRows of each file by key, from its footer
     * @param quarantined frames of each quarantine object by key, from reading it
     * @param spooled frames in the spools of this machine
     */
    BalanceCounter(
            CollectionState collection, Map<String, Long> fileRows, Map<String, Long> quarantined, long spooled) {
        this.collection = collection;
        this.fileRows = fileRows;
        this.quarantined = quarantined;
        this.spooled = spooled;
    }

    Balance count() {
        Collection<Head> heads = collection.heads().values();
        return new Balance(
                collection.collection().value(),
                archived() + spooled,
                heads.stream().mapToLong(head -> rows(head.files())).sum(),
                quarantined.values().stream().mapToLong(Long::longValue).sum(),
                logged(SegmentOutcome::deduplicated),
                0,
                spooled
                        + unnamed()
                        + heads.stream().mapToLong(head -> rows(head.waiting())).sum()
                        + unapplied(),
                heads.stream()
                        .flatMap(head -> head.files().stream())
                        .mapToLong(FileEntry::undated)
                        .sum(),
                logged(SegmentOutcome::conflicts));
    }

    private long archived() {
        return collection.segments().stream().mapToLong(SegmentKey::count).sum();
    }

    /** Frames of segments that no log record names. */
    private long unnamed() {
        Set<String> named = collection.named();
        return collection.segments().stream()
                .filter(segment -> !named.contains(segment.key()))
                .mapToLong(SegmentKey::count)
                .sum();
    }

    /** Rows that a record has staged and that their day's head does not have yet. */
    private long unapplied() {
        long rows = 0;
        for (LogRecord record : collection.records()) {
            for (DayOutcome day : record.days()) {
                rows += collection.applied(record, day) ? 0 : day.rows();
            }
        }
        return rows;
    }

    private long rows(List<FileEntry> files) {
        return files.stream()
                .mapToLong(file -> fileRows.getOrDefault(file.key(), 0L))
                .sum();
    }

    private long logged(ToLongFunction<SegmentOutcome> number) {
        return collection.records().stream()
                .flatMap(record -> record.segments().stream())
                .mapToLong(number)
                .sum();
    }
}

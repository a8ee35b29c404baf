package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.report.Balance;
import io.tarn.ingest.compact.CollectionRun.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The balance of one run: what it took in against what became of it, each number counted at its own source.
 *
 * <p>In came the frames of its segments (their keys) or what was in quarantine and was tried again, those that no
 * record names, those in this machine's spools, rows that an earlier run left waiting or staged, and the hot rows of
 * days that it sealed. Out went rows that its days show (the footers of the files that are new to readers), quarantined
 * frames (the objects), deduplicated ones (the log) and what is pending. Rows that readers saw before and that the run
 * did not touch are on neither side.
 */
final class RunBalance {
    private final ToLongFunction<FileEntry> footerRows;
    private final ToLongFunction<DerivedObject> quarantined;

    /**
     * @param footerRows counts the rows of a file from its footer
     * @param quarantined counts the frames of a quarantine object by reading it
     */
    RunBalance(ToLongFunction<FileEntry> footerRows, ToLongFunction<DerivedObject> quarantined) {
        this.footerRows = footerRows;
        this.quarantined = quarantined;
    }

    Balance of(CollectionName collection, Outcome run, long spooled) {
        List<SegmentOutcome> segments = run.records().stream()
                .flatMap(record -> record.segments().stream())
                .toList();
        long hydrated = run.records().stream().mapToLong(this::takenIn).sum();
        long unhydrated = run.unhydrated().stream().mapToLong(SegmentKey::count).sum();
        Outcome days = run.changedDays();
        long waitedBefore = sum(days.before(), Head::waiting, FileEntry::rows);
        long waiting = sum(days.after(), Head::waiting, FileEntry::rows);
        long moved = moved(days);
        return new Balance(
                collection.value(),
                hydrated + unhydrated + spooled + waitedBefore + run.unapplied() + moved,
                published(days) + moved,
                run.records().stream()
                        .flatMap(record -> record.quarantine().stream())
                        .mapToLong(quarantined)
                        .sum(),
                segments.stream().mapToLong(SegmentOutcome::deduplicated).sum(),
                0,
                unhydrated + spooled + waiting,
                undated(days),
                segments.stream().mapToLong(SegmentOutcome::conflicts).sum());
    }

    /** Frames of the record's segments, by their keys; of a retry, those in the quarantine objects that it replaces. */
    private long takenIn(LogRecord record) {
        LogRecord.Retry retry = record.retry();
        return retry != null
                ? retry.replaced().stream().mapToLong(quarantined).sum()
                : record.segments().stream()
                        .mapToLong(segment ->
                                SegmentKey.parse(segment.key()).orElseThrow().count())
                        .sum();
    }

    /**
     * Rows that readers saw before, in days that got their final files: they came in as hot files and went out as lake
     * files.
     */
    private static long moved(Outcome run) {
        return run.after().entrySet().stream()
                .filter(day -> !hot(day.getValue()))
                .map(day -> Optional.ofNullable(run.before().get(day.getKey())))
                .flatMap(Optional::stream)
                .filter(RunBalance::hot)
                .mapToLong(Head::rows)
                .sum();
    }

    /** Files that were visible before are known by the head that was verified then; only new ones are opened. */
    private long published(Outcome run) {
        long rows = 0;
        for (Map.Entry<LocalDate, Head> day : run.after().entrySet()) {
            Head old = run.before().get(day.getKey());
            List<FileEntry> before = old == null ? List.of() : old.files();
            for (FileEntry file : day.getValue().files()) {
                rows += before.contains(file) ? 0 : footerRows.applyAsLong(file);
            }
            for (FileEntry file : before) {
                rows -= day.getValue().files().contains(file) ? 0 : file.rows();
            }
        }
        return rows;
    }

    private static long undated(Outcome run) {
        long undated = 0;
        for (Map.Entry<LocalDate, Head> day : run.after().entrySet()) {
            Head old = run.before().get(day.getKey());
            boolean sealed = old != null && hot(old) && !hot(day.getValue());
            undated += undated(day.getValue()) - (old == null || sealed ? 0 : undated(old));
        }
        return undated;
    }

    /** Where a day's rows are hot files. A day that is replaced had its final ones before. */
    private static boolean hot(Head head) {
        return head.state() == State.OPEN || head.state() == State.SEALING;
    }

    private static long undated(Head head) {
        return head.files().stream().mapToLong(FileEntry::undated).sum();
    }

    private static long sum(
            SortedMap<LocalDate, Head> heads, Function<Head, List<FileEntry>> files, ToLongFunction<FileEntry> what) {
        return heads.values().stream()
                .flatMap(head -> files.apply(head).stream())
                .mapToLong(what)
                .sum();
    }
}

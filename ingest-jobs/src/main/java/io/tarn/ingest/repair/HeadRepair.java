package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.verify.FileWitness;
import io.tarn.ingest.verify.FileWitness.Content;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Heads: worked out from the day's files and the log. Each row says which record it came with, so the files that are
 * there must hold each record's rows of the day once; where they do not add up so, the head is left.
 */
final class HeadRepair {
    private final RepairTools tools;
    private final Repairs repairs;
    private final Heads heads;
    private final Origins origins;

    HeadRepair(RepairTools tools, Origins origins, Repairs repairs) {
        this.tools = tools;
        this.repairs = repairs;
        this.heads = tools.target().heads();
        this.origins = origins;
    }

    /** @param done the highest record that is known to be applied to all its days */
    void run(List<LogRecord> records, long done) {
        SortedSet<LocalDate> days = new TreeSet<>();
        records.forEach(record -> record.days().forEach(day -> days.add(LocalDate.parse(day.day()))));
        for (LocalDate day : days) {
            String key = Keys.head(tools.collection(), day);
            boolean there = tools.target().state().stat(key).isPresent();
            if (there ? !readable(day) : lost(day, done)) {
                repairs.attempt(key, () -> mend(day, done, there));
            }
        }
    }

    private boolean readable(LocalDate day) {
        try {
            return heads.read(day).isPresent();
        } catch (TarnException damaged) {
            return false;
        }
    }

    /** A day that only the last, unfinished record names may not have its head yet. */
    private boolean lost(LocalDate day, long done) {
        return !origins.rowsOf(day, done).isEmpty()
                || !keys(tools.target().lake(), Keys.lakePartition(tools.collection(), day))
                        .isEmpty();
    }

    /** A file of the day, as it is. */
    private record Found(Root root, String key, Content content) {
        long first() {
            return content.origins().isEmpty() ? 0 : content.origins().firstKey();
        }
    }

    private void mend(LocalDate day, long done, boolean there) {
        Head head = new Day(day, done).head();
        if (heads.restore(day, head)) {
            repairs.done(
                    Keys.head(tools.collection(), day),
                    (there ? "was damaged" : "was missing") + " and is worked out again from the day's "
                            + (head.files().size() + head.waiting().size()) + " files");
        }
    }

    /** One day's files, and what the log says of its rows. */
    private final class Day {
        private final LocalDate day;
        private final long done;
        private final SortedMap<Long, Long> recorded;
        private final List<Found> lake;
        private final List<Found> live = new ArrayList<>();
        private final List<Found> retired = new ArrayList<>();

        Day(LocalDate day, long done) {
            this.day = day;
            this.done = done;
            this.recorded = origins.rowsOf(day, Long.MAX_VALUE - 1);
            this.lake = found(Root.LAKE, Keys.lakePartition(tools.collection(), day));
        }

        Head head() {
            requireNothingUnderWay();
            SortedMap<Long, Long> published = sums(lake);
            complete(published);
            for (Found file : found(Root.STATE, Keys.hotPartition(tools.collection(), day))) {
                sort(file, published, lake.isEmpty());
            }
            for (Found file : found(Root.STATE, Keys.waitingOf(tools.collection()) + Keys.iso(day) + "/")) {
                sort(file, published, true);
            }
            List<Found> all = new ArrayList<>(lake);
            all.addAll(live);
            SortedMap<Long, Long> visible = sums(all);
            complete(visible);
            long through = visible.isEmpty() ? 0 : visible.lastKey();
            for (long n : recorded.keySet()) {
                if (!visible.containsKey(n) && (n <= done || n < through)) {
                    throw refused(day, "the rows of log record " + n + " are in none of its files");
                }
            }
            if (through == 0) {
                throw refused(day, "it has no files");
            }
            return head(all, through);
        }

        private Head head(List<Found> all, long through) {
            Undated undated = new Undated(day);
            boolean sealed = !lake.isEmpty();
            List<FileEntry> shown = new ArrayList<>();
            List<FileEntry> waiting = new ArrayList<>();
            all.sort(Comparator.comparingLong(Found::first).thenComparing(Found::key));
            for (Found file : all) {
                boolean waits = file.key.startsWith(Keys.waitingOf(tools.collection()));
                (waits ? waiting : shown).add(undated.entry(file));
            }
            List<FileEntry> gone = retired.stream().map(undated::withNone).toList();
            int schema = 0;
            int settings = 0;
            for (long n : recorded.headMap(through + 1).keySet()) {
                schema = Math.max(
                        schema, origins.record(n).map(LogRecord::schema).orElse(0));
                settings = Math.max(
                        settings, origins.record(n).map(LogRecord::settings).orElse(0));
            }
            return new Head(
                    tools.collection().value(),
                    day.toString(),
                    0,
                    sealed ? State.SEALED : State.OPEN,
                    through,
                    shown,
                    waiting,
                    waiting.isEmpty() ? null : tools.target().clock().instant(),
                    null,
                    gone,
                    null,
                    schema,
                    settings,
                    tools.target().clock().instant(),
                    null);
        }

        private void requireNothingUnderWay() {
            boolean uploads = !tools.target()
                    .lake()
                    .listUnfinished(Keys.lakePartition(tools.collection(), day))
                    .isEmpty();
            boolean replaced = keys(tools.target().state(), Keys.genOf(tools.collection())).stream()
                    .anyMatch(key -> key.contains("/" + Keys.partition(day)));
            if (uploads || replaced) {
                throw refused(day, "a transaction of the day was under way, and only its head said which");
            }
        }

        /** Rows are in the lake already, or nowhere else: a file of both cannot be. */
        private void sort(Found file, SortedMap<Long, Long> published, boolean mayBeLive) {
            long in = file.content.origins().keySet().stream()
                    .filter(published::containsKey)
                    .count();
            if (in == file.content.origins().size()) {
                retired.add(file);
            } else if (in == 0 && mayBeLive) {
                live.add(file);
            } else {
                throw refused(day, "'" + file.key + "' has rows that are published elsewhere and rows that are not");
            }
        }

        /** Each record's rows are there whole, and once. */
        private void complete(SortedMap<Long, Long> rows) {
            rows.forEach((n, count) -> {
                if (!count.equals(recorded.get(n))) {
                    throw refused(
                            day,
                            "its files have " + count + " rows of log record " + n + ", and the log says "
                                    + recorded.getOrDefault(n, 0L));
                }
            });
        }

        private List<Found> found(Root root, String prefix) {
            ObjectStore store =
                    root == Root.LAKE ? tools.target().lake() : tools.target().state();
            List<Found> found = new ArrayList<>();
            for (String key : keys(store, prefix)) {
                try {
                    found.add(new Found(root, key, FileWitness.read(store, key, origins::of)));
                } catch (IOException damaged) {
                    throw refused(day, "its file '" + key + "' is damaged too: " + damaged.getMessage());
                }
            }
            return found;
        }
    }

    private static SortedMap<Long, Long> sums(List<Found> files) {
        SortedMap<Long, Long> sums = new TreeMap<>();
        files.forEach(file -> file.content.origins().forEach((n, rows) -> sums.merge(n, rows, Long::sum)));
        return sums;
    }

    /**
     * Shares the undated rows of each record out among the files with its rows: exact in sum, and for each file that
     * has all rows of its records.
     */
    private final class Undated {
        private final Map<String, FileEntry> staged = new TreeMap<>();
        private final Map<Long, Long> rows = new TreeMap<>();
        private final Map<Long, Long> undated = new TreeMap<>();

        Undated(LocalDate day) {
            for (long n : origins.rowsOf(day, Long.MAX_VALUE - 1).keySet()) {
                origins.record(n).ifPresent(record -> {
                    DayOutcome outcome = RecordRebuild.outcome(record, day);
                    outcome.staged().forEach(file -> staged.put(file.key(), file));
                    rows.put(n, outcome.rows());
                    undated.put(
                            n,
                            outcome.staged().stream()
                                    .mapToLong(FileEntry::undated)
                                    .sum());
                });
            }
        }

        FileEntry entry(Found file) {
            FileEntry known = staged.get(file.key);
            long share = 0;
            for (Map.Entry<Long, Long> part : file.content.origins().entrySet()) {
                long left = rows.getOrDefault(part.getKey(), 0L);
                long of = undated.getOrDefault(part.getKey(), 0L);
                long mine = part.getValue() >= left ? of : Math.round((double) of * part.getValue() / left);
                share += mine;
                rows.put(part.getKey(), left - part.getValue());
                undated.put(part.getKey(), of - mine);
            }
            return entry(file, known == null ? share : known.undated());
        }

        FileEntry withNone(Found file) {
            return entry(file, 0);
        }

        private FileEntry entry(Found file, long undatedRows) {
            Content is = file.content;
            return new FileEntry(
                    file.root, file.key, is.size(), is.crc32c(), is.rows(), undatedRows, is.schema(), null);
        }
    }

    private static List<String> keys(ObjectStore store, String prefix) {
        List<String> keys = new ArrayList<>();
        for (ObjectStat object : store.list(prefix)) {
            keys.add(object.key());
        }
        return keys;
    }

    private TarnException refused(LocalDate day, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "The head of " + tools.collection() + " " + day + " cannot be worked out",
                why,
                "Restore it from a copy of the bucket");
    }
}

package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.log.LogRecord;
import io.tarn.ingest.verify.FileWitness;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which records the rows of a day's broken files came with: those that have fewer rows in the intact files than the log
 * says. Files are written by transactions, which take whole records, one after the other.
 */
final class LostRows {
    private final RepairTools tools;
    private final Origins origins;
    private final LocalDate day;
    private final List<Group> groups = new ArrayList<>();

    /**
     * The files of one transaction of which some are broken.
     *
     * @param broken in the order of the head
     * @param whole all of its files, intact ones too
     * @param records whose rows they hold
     */
    record Group(String txid, Root root, List<FileEntry> broken, List<FileEntry> whole, List<LogRecord> records) {
        boolean has(FileEntry file) {
            return whole.contains(file);
        }
    }

    LostRows(RepairTools tools, Origins origins, LocalDate day, Head head, List<FileEntry> broken) {
        this.tools = tools;
        this.origins = origins;
        this.day = day;
        List<FileEntry> all = new ArrayList<>(head.files());
        all.addAll(head.waiting());
        SortedMap<Long, Long> missing = missing(head, all, broken);
        Map<String, List<FileEntry>> byTxid = new LinkedHashMap<>();
        broken.forEach(file -> byTxid.computeIfAbsent(FileBuilder.txid(file.key()), t -> new ArrayList<>())
                .add(file));
        // Whoever is known by name is taken out first: what is left belongs to merged files, in the order of the log.
        byTxid.forEach((txid, files) -> named(txid, missing).ifPresent(record -> {
            take(record, missing, rows(files), files);
            groups.add(group(txid, files, all, List.of(record)));
        }));
        byTxid.forEach((txid, files) -> {
            if (groups.stream().noneMatch(group -> group.txid().equals(txid))) {
                groups.add(group(txid, files, all, next(files, missing)));
            }
        });
        if (!missing.isEmpty()) {
            throw refused("rows of log record " + missing.firstKey() + " are in no file that its head names");
        }
    }

    List<Group> groups() {
        return groups;
    }

    private SortedMap<Long, Long> missing(Head head, List<FileEntry> all, List<FileEntry> broken) {
        SortedMap<Long, Long> missing = new TreeMap<>(origins.rowsOf(day, head.through()));
        for (FileEntry file : all) {
            if (broken.contains(file)) {
                continue;
            }
            try {
                FileWitness.read(tools.store(file), file.key(), origins::of)
                        .origins()
                        .forEach((n, rows) -> missing.merge(n, -rows, Long::sum));
            } catch (IOException damaged) {
                throw refused("'" + file.key() + "' cannot be read: " + damaged.getMessage());
            }
        }
        missing.values().removeIf(rows -> rows == 0);
        for (Map.Entry<Long, Long> record : missing.entrySet()) {
            if (record.getValue() < 0) {
                throw refused("its files have rows of log record " + record.getKey() + " twice");
            }
        }
        return missing;
    }

    private Optional<LogRecord> named(String txid, SortedMap<Long, Long> missing) {
        return missing.keySet().stream()
                .flatMap(n -> origins.record(n).stream())
                .filter(record -> record.txid().equals(txid))
                .findFirst();
    }

    private List<LogRecord> next(List<FileEntry> files, SortedMap<Long, Long> missing) {
        long rows = rows(files);
        if (files.get(0).root() == Root.STATE) {
            LogRecord only = missing.entrySet().stream()
                    .filter(record -> record.getValue() == rows)
                    .findFirst()
                    .flatMap(record -> origins.record(record.getKey()))
                    .orElseThrow(() -> refused("no log record lacks as many rows as '"
                            + files.get(0).key() + "' had"));
            take(only, missing, rows, files);
            return List.of(only);
        }
        List<LogRecord> records = new ArrayList<>();
        long wanted = rows;
        while (wanted > 0 && !missing.isEmpty()) {
            LogRecord record = origins.record(missing.firstKey()).orElseThrow();
            wanted -= Optional.ofNullable(missing.remove(record.n())).orElse(0L);
            records.add(record);
        }
        if (wanted != 0) {
            throw refused("the records that lack rows do not add up to those of '"
                    + files.get(0).key() + "'");
        }
        return records;
    }

    private void take(LogRecord record, SortedMap<Long, Long> missing, long wanted, List<FileEntry> files) {
        Long lacking = missing.remove(record.n());
        if (lacking == null || lacking != wanted) {
            throw refused("log record " + record.n() + " lacks " + lacking + " rows, and '"
                    + files.get(0).key() + "' had " + wanted);
        }
    }

    private static Group group(String txid, List<FileEntry> broken, List<FileEntry> all, List<LogRecord> records) {
        List<FileEntry> whole = all.stream()
                .filter(file -> FileBuilder.txid(file.key()).equals(txid))
                .toList();
        return new Group(txid, broken.get(0).root(), List.copyOf(broken), whole, records);
    }

    private static long rows(List<FileEntry> files) {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }

    private TarnException refused(String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "Files of " + tools.collection() + " " + day + " cannot be built again",
                why,
                "Restore them from a copy of the bucket");
    }
}

package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Upload;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.merge.Merge;
import io.tarn.ingest.merge.MergeSpec;
import io.tarn.ingest.publish.Txid;
import io.tarn.ingest.repair.LostRows.Group;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import io.tarn.ingest.verify.FileWitness;
import io.tarn.ingest.verify.FileWitness.Content;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds files again that heads name, as staged uploads. */
final class FileBuilder {
    private final RepairTools tools;
    private final RecordRebuild rebuild;

    FileBuilder(RepairTools tools) {
        this.tools = tools;
        this.rebuild = new RecordRebuild(tools);
    }

    /** The transaction that a file's name says: {@code [{collection}-]{txid}-{nn}.….parquet}. */
    static String txid(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        String[] parts = name.split("-", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    /**
     * Where the rows of a damaged file go: the same name for the same file, so that a repair that died is met again.
     */
    String successor(FileEntry file) {
        String txid = Txid.of(List.of("repair", file.key(), file.crc32c()));
        return file.key().replace(txid(file.key()), txid);
    }

    /** What an earlier repair completed at a key: as many rows as the damaged file had. */
    Optional<FileEntry> existing(String key, FileEntry was) {
        if (tools.store(was).stat(key).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(inPlace(key, was));
    }

    /** Stages a record's rows of a day as one of the files that they are, at a key of the same transaction. */
    FileEntry ofRecord(LogRecord record, LocalDate day, FileEntry was, String key) {
        Placement placement = was.root() == Root.LAKE
                ? Placement.LAKE
                : key.startsWith(Keys.hotOf(tools.collection())) ? Placement.HOT : Placement.WAITING;
        List<FileEntry> staged = rebuild.day(record, day, placement, txid(key));
        List<FileEntry> others = new ArrayList<>(staged);
        others.removeIf(file -> file.key().equals(key));
        rebuild.abort(others);
        return staged.stream()
                .filter(file -> file.key().equals(key))
                .findFirst()
                .orElseThrow(() -> refused(was, "the rows of its record come out in other files now"));
    }

    /** Rows of a day as files that can be read, in the order of the records; whoever asks deletes them. */
    List<FileEntry> parts(List<LogRecord> records, LocalDate day) {
        List<FileEntry> parts = new ArrayList<>();
        for (LogRecord record : records) {
            for (FileEntry staged : rebuild.day(record, day, Placement.WAITING, ofParts(record, day))) {
                tools.store(staged).delete(staged.key()); // of a repair that died
                parts.add(complete(staged, staged));
            }
        }
        return parts;
    }

    /** Deletes what repairs that died left of {@link #parts}; whoever builds them may not be at work. */
    void deleteParts(Collection<LogRecord> records) {
        Set<String> txids = new HashSet<>();
        for (LogRecord record : records) {
            record.days().forEach(of -> txids.add(ofParts(record, LocalDate.parse(of.day()))));
        }
        List<String> left = new ArrayList<>();
        for (ObjectStat object : tools.target().state().list(Keys.waitingOf(tools.collection()))) {
            if (txids.contains(txid(object.key()))) {
                left.add(object.key());
            }
        }
        tools.target().state().deleteAll(left);
    }

    /** The same for the same record and day, so that a repair that died is met again. */
    private static String ofParts(LogRecord record, LocalDate day) {
        return Txid.of(List.of("repair", record.collection(), day.toString(), Long.toString(record.n())));
    }

    /**
     * Stages the broken files of a transaction again, in their order; empty where it comes out in other files now.
     *
     * @param parts the rows of its records
     */
    Optional<List<FileEntry>> ofTransaction(Group group, LocalDate day, List<FileEntry> parts) {
        int schema = group.whole().stream().mapToInt(FileEntry::schema).max().orElse(0);
        WorkArea area = tools.areas().begin(tools.newArea().get(), tools.self(), 0, List.of(group.txid()));
        MergeSpec spec = new MergeSpec(
                tools.target().lake().location(),
                tools.target().state().location(),
                tools.collection().value(),
                day,
                group.txid(),
                Root.LAKE,
                parts,
                tools.schemas().version(tools.collection(), schema),
                tools.sizes());
        List<FileEntry> staged =
                new Merge(tools.engine().get()).stage(List.of(spec)).get(0);
        tools.areas().delete(area.run());
        Map<String, FileEntry> byKey = new HashMap<>();
        staged.forEach(file -> byKey.put(file.key(), file));
        boolean same = staged.size() == group.whole().size()
                && group.whole().stream().allMatch(file -> {
                    FileEntry again = byKey.get(file.key());
                    return again != null && again.rows() == file.rows();
                });
        List<FileEntry> wanted = new ArrayList<>();
        if (same) {
            group.broken().forEach(file -> wanted.add(byKey.get(file.key())));
        }
        rebuild.abort(staged.stream().filter(file -> !wanted.contains(file)).toList());
        return same ? Optional.of(wanted) : Optional.empty();
    }

    /** Makes a staged file visible and gives it as it is, in place of the one that was. */
    FileEntry complete(FileEntry staged, FileEntry was) {
        Upload upload = staged.upload();
        if (upload == null) {
            throw new IllegalArgumentException("'" + staged.key() + "' is not staged");
        }
        ObjectStore store = tools.store(staged);
        store.complete(staged.key(), upload.id(), upload.parts());
        store.abort(staged.key(), upload.id());
        return inPlace(staged.key(), was);
    }

    private FileEntry inPlace(String key, FileEntry was) {
        try {
            Content is = FileWitness.read(tools.store(was), key, (segment, seq) -> 0);
            if (is.rows() != was.rows()) {
                throw refused(was, "'" + key + "' has " + is.rows() + " rows instead of " + was.rows());
            }
            return new FileEntry(was.root(), key, is.size(), is.crc32c(), is.rows(), was.undated(), is.schema(), null);
        } catch (IOException damaged) {
            throw refused(was, "'" + key + "' is there and damaged: " + damaged.getMessage());
        }
    }

    private static TarnException refused(FileEntry was, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + was.key() + "' cannot be built again",
                why,
                "Restore it from a copy of the bucket");
    }
}

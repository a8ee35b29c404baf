package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.ingest.repair.LostRows.Group;
import io.tarn.ingest.verify.FileWitness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that heads name: their rows are those of the day's records that no intact file has, built again from the
 * archive. A missing file comes back on its own key. A damaged hot or waiting one gets a new key; damaged ones in the
 * lake are replaced together with the rest of their day.
 */
final class FileRepair {
    private final RepairTools tools;
    private final Origins origins;
    private final Repairs repairs;
    private final FileBuilder builder;

    FileRepair(RepairTools tools, Origins origins, Repairs repairs) {
        this.tools = tools;
        this.origins = origins;
        this.repairs = repairs;
        this.builder = new FileBuilder(tools);
    }

    void run() {
        builder.deleteParts(origins.records());
        tools.target().heads().all().forEach((day, head) -> {
            List<FileEntry> broken = broken(head);
            if (!broken.isEmpty()) {
                repairs.attempt(broken.get(0).key(), () -> mend(day, head, broken));
            }
        });
    }

    private List<FileEntry> broken(Head head) {
        List<FileEntry> all = new ArrayList<>(head.files());
        all.addAll(head.waiting());
        return all.stream()
                .filter(file -> FileWitness.damage(tools.store(file), file).isPresent())
                .toList();
    }

    private void mend(LocalDate day, Head head, List<FileEntry> broken) {
        if (head.pending() != null || head.state() == State.SEALING || head.state() == State.REPLACING) {
            throw refused(day, "a transaction of the day is under way; when it has ended, repair again");
        }
        LostRows lost = new LostRows(tools, origins, day, head, broken);
        List<Group> inLake = new ArrayList<>();
        for (Group group : lost.groups()) {
            if (group.root() == Root.LAKE) {
                inLake.add(group);
            } else {
                group.broken().forEach(file -> repairs.attempt(file.key(), () -> inState(day, group, file)));
            }
        }
        if (!inLake.isEmpty()) {
            repairs.attempt(inLake.get(0).broken().get(0).key(), () -> inLake(day, head, inLake));
        }
    }

    private void inState(LocalDate day, Group group, FileEntry file) {
        LogRecord record = group.records().get(0);
        boolean hot = file.key().startsWith(Keys.hotOf(tools.collection()));
        boolean there = tools.store(file).stat(file.key()).isPresent();
        String moved = builder.successor(file);
        Optional<FileEntry> earlier = builder.existing(moved, file);
        if (earlier.isPresent()) { // a repair that died went this far
            succeed(day, file, earlier.get());
            return;
        }
        FileEntry staged = builder.ofRecord(record, day, file, there ? moved : file.key());
        if (!there) {
            FileEntry complete = builder.complete(staged, file);
            tools.target().heads().replaceFile(day, file, complete);
            repairs.done(file.key(), "was missing and is built again with " + file.rows() + " rows");
            return;
        }
        // Readers list hot files: for a moment rows are missing, as they were while the file was damaged, never twice.
        if (hot) {
            tools.store(file).delete(file.key());
        }
        succeed(day, file, builder.complete(staged, file));
    }

    private void succeed(LocalDate day, FileEntry damaged, FileEntry next) {
        tools.target().heads().replaceFile(day, damaged, next);
        tools.store(damaged).delete(damaged.key());
        repairs.done(
                damaged.key(), "was damaged; its " + damaged.rows() + " rows are built again as '" + next.key() + "'");
    }

    private void inLake(LocalDate day, Head head, List<Group> groups) {
        boolean allMissing = groups.stream()
                .flatMap(group -> group.broken().stream())
                .allMatch(file -> tools.store(file).stat(file.key()).isEmpty());
        List<FileEntry> parts = new ArrayList<>();
        try {
            if (allMissing && groups.stream().allMatch(group -> onOwnKeys(day, group))) {
                return;
            }
            List<FileEntry> inputs = inputs(day, head, groups, parts);
            tools.replacer().replace(day, inputs);
            for (Group group : groups) {
                group.broken()
                        .forEach(file -> repairs.done(
                                file.key(),
                                "was lost or damaged; its day is replaced, with these " + file.rows()
                                        + " rows built again"));
            }
        } finally {
            parts.forEach(part -> tools.store(part).delete(part.key()));
        }
    }

    /** False where the transaction would come out in other files now, as with another target size. */
    private boolean onOwnKeys(LocalDate day, Group group) {
        List<FileEntry> parts = builder.parts(group.records(), day);
        try {
            Optional<List<FileEntry>> staged = builder.ofTransaction(group, day, parts);
            staged.ifPresent(files -> {
                for (int i = 0; i < files.size(); i++) {
                    FileEntry was = group.broken().get(i);
                    tools.target().heads().replaceFile(day, was, builder.complete(files.get(i), was));
                    repairs.done(was.key(), "was missing and is built again with " + was.rows() + " rows");
                }
            });
            return staged.isPresent();
        } finally {
            parts.forEach(part -> tools.store(part).delete(part.key()));
        }
    }

    /** The day's rows once, in the order of its files: intact ones as they are, for the others what they held. */
    private List<FileEntry> inputs(LocalDate day, Head head, List<Group> groups, List<FileEntry> parts) {
        List<FileEntry> inputs = new ArrayList<>();
        List<Group> placed = new ArrayList<>();
        for (FileEntry file : head.files()) {
            Optional<Group> of =
                    groups.stream().filter(group -> group.has(file)).findFirst();
            if (of.isEmpty()) {
                inputs.add(file);
            } else if (!placed.contains(of.get())) {
                placed.add(of.get());
                List<FileEntry> built = builder.parts(of.get().records(), day);
                parts.addAll(built);
                inputs.addAll(built);
            }
        }
        return inputs;
    }

    private TarnException refused(LocalDate day, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "Files of " + tools.collection() + " " + day + " cannot be built again",
                why,
                "Run the same command again");
    }
}

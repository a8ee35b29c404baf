package io.tarn.ingest.publish;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a head's {@code pending}. Completed they go only forward: what was lost meanwhile is staged again. Lost
 * before anything was completed they are dropped, in this order: the head says {@code dropping}, every upload is
 * aborted, and only then the keys are read, since a completion by another run is not fenced by the head. A key that is
 * there sends the transaction forward after all. Files in {@code gen} are the exception: nobody is sent there before
 * all of them are complete, so a replacement that lost one is dropped, whatever engine made it.
 */
final class PendingFiles {
    private static final int ROUNDS = 20;

    private final Target target;
    private final Heads heads;
    private final Uploads uploads;
    private final DayTransactions.Remerger remerger;

    PendingFiles(Target target, DayTransactions.Remerger remerger) {
        this.target = target;
        this.heads = target.heads();
        this.uploads = target.uploads();
        this.remerger = remerger;
    }

    /** The transaction of a day, once every file of it is visible; empty where there is none (any more). */
    Optional<DayTransactions.Completed> complete(LocalDate day) {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Head> head = heads.read(day).filter(h -> h.pending() != null);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            Pending pending = head.get().pending();
            if (pending != null && step(day, head.get(), pending)) {
                return Optional.of(new DayTransactions.Completed(day, pending));
            }
        }
        throw new TarnException(
                ExitCode.UNEXPECTED,
                "The transaction of " + target.collection() + " " + day + " does not come to an end",
                "its head changes again and again, or its uploads vanish",
                "Run the same command again; report it if it fails again");
    }

    /** True once all files are visible as the head has them. */
    private boolean step(LocalDate day, Head head, Pending pending) {
        List<FileEntry> lost = pending.files().stream()
                .filter(file -> !uploads.exists(file) && (pending.dropping() || !uploads.intact(file)))
                .toList();
        boolean some = pending.files().stream().anyMatch(uploads::exists);
        if (pending.dropping()) {
            drop(day, pending);
            return false;
        }
        // Nobody reads gen before all of it is there, so that a replacement may be given up whatever is complete.
        if (!lost.isEmpty() && (!some || pending.kind() == Kind.REPLACE)) {
            target.steps().at("head.dropping " + day);
            change(day, pending, p -> new Pending(p.txid(), p.kind(), true, p.files(), p.sources()));
            return false;
        }
        if (!lost.isEmpty()) {
            stageAgain(day, head, pending, lost);
            return false;
        }
        return completeAll(day, pending);
    }

    private boolean completeAll(LocalDate day, Pending pending) {
        List<FileEntry> visible = new ArrayList<>();
        for (FileEntry file : pending.files()) {
            Optional<FileEntry> completed = uploads.complete(file);
            if (completed.isEmpty()) {
                return false; // lost between two looks: look again
            }
            visible.add(completed.get());
        }
        List<FileEntry> promised =
                pending.files().stream().map(FileEntry::completed).toList();
        if (visible.equals(promised)) {
            return true;
        }
        // Another run staged the same rows and was faster: the head must say what is there.
        change(day, pending, p -> new Pending(p.txid(), p.kind(), p.dropping(), visible, p.sources()));
        return false;
    }

    private void drop(LocalDate day, Pending pending) {
        uploads.abortAll(pending.files());
        List<FileEntry> visible =
                pending.files().stream().filter(uploads::exists).toList();
        boolean forward = pending.kind() == Kind.REPLACE
                ? visible.size() == pending.files().size()
                : !visible.isEmpty();
        if (forward) {
            target.steps().at("head.forward " + day);
            change(day, pending, p -> new Pending(p.txid(), p.kind(), false, p.files(), p.sources()));
            return;
        }
        target.steps().at("head.dropped " + day);
        List<FileEntry> gone = visible.stream().map(FileEntry::completed).toList();
        heads.change(day, now -> pending.equals(now.pending()) ? Transitions.dropped(now, pending, gone) : now);
    }

    /** Only the lost files are taken; the others are there already, and their new uploads go. */
    private void stageAgain(LocalDate day, Head head, Pending pending, List<FileEntry> lost) {
        target.steps().at("head.rebuild " + day);
        Map<String, FileEntry> staged = new TreeMap<>();
        remerger.restage(day, pending, inputs(head, pending)).forEach(file -> staged.put(file.key(), file));
        Set<String> wanted = lost.stream().map(FileEntry::key).collect(Collectors.toSet());
        staged.values().stream().filter(file -> !wanted.contains(file.key())).forEach(uploads::abort);
        List<FileEntry> files = pending.files().stream()
                .map(file -> wanted.contains(file.key()) ? again(file, staged.get(file.key())) : file)
                .toList();
        change(day, pending, p -> new Pending(p.txid(), p.kind(), p.dropping(), files, p.sources()));
    }

    private static FileEntry again(FileEntry file, @Nullable FileEntry staged) {
        if (staged == null || staged.rows() != file.rows()) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "File '" + file.key() + "' cannot be staged again",
                    "its sources give " + (staged == null ? "no such file" : staged.rows() + " rows") + " instead of "
                            + file.rows(),
                    "Run it with the version of Tarn that began the transaction");
        }
        return staged;
    }

    /** The sources as the head has them, in the order in which they were merged first. */
    private static List<FileEntry> inputs(Head head, Pending pending) {
        Map<String, FileEntry> known = new TreeMap<>();
        head.files().forEach(file -> known.put(file.key(), file));
        head.waiting().forEach(file -> known.put(file.key(), file));
        List<FileEntry> inputs = new ArrayList<>();
        for (String source : pending.sources()) {
            Optional.ofNullable(known.get(source)).ifPresent(inputs::add);
        }
        return inputs;
    }

    private void change(LocalDate day, Pending seen, Function<Pending, Pending> change) {
        heads.change(
                day,
                now -> seen.equals(now.pending())
                        ? new HeadEdit(now).pending(change.apply(seen)).done()
                        : now);
    }
}

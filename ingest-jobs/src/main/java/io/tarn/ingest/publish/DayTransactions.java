package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Seals and appends: from a head without a transaction to {@code pending} and on to live, or back where nothing was
 * completed (architecture, section 6, "Publish protocol"). Finishing what another run left and finishing one's own is
 * the same code.
 */
public final class DayTransactions {
    private final Target target;
    private final Heads heads;
    private final Uploads uploads;
    private final CatalogSync catalog;
    private final PendingFiles pendingFiles;

    public DayTransactions(Target target, CatalogSync catalog, Remerger remerger) {
        this.target = target;
        this.heads = target.heads();
        this.uploads = target.uploads();
        this.catalog = catalog;
        this.pendingFiles = new PendingFiles(target, remerger);
    }

    /** Stages the files of a transaction again, for those that were lost. */
    @FunctionalInterface
    public interface Remerger {
        /** All files of the transaction, at their keys, newly staged. */
        List<FileEntry> restage(LocalDate day, Pending pending, List<FileEntry> inputs);
    }

    /**
     * A transaction that may begin.
     *
     * @param inputs whose rows become the new files, in their order
     */
    public record Begun(LocalDate day, Kind kind, String txid, List<FileEntry> inputs) {}

    /**
     * Takes hold of an open day: from now on its rows of other hydrates wait. Empty where the day is not open any more.
     */
    public Optional<Begun> seal(LocalDate day, Owner self, String parameters) {
        target.steps().at("head.sealing " + day);
        Head head = heads.change(
                day,
                now -> now.state() == State.OPEN && now.revision() > 0 && now.pending() == null
                        ? new HeadEdit(now).state(State.SEALING, self).done()
                        : now);
        if (head.state() != State.SEALING || head.pending() != null || !self.equals(head.owner())) {
            return Optional.empty();
        }
        List<FileEntry> inputs = new ArrayList<>(head.files());
        inputs.addAll(head.waiting());
        return Optional.of(begun(head, Kind.SEAL, inputs, parameters));
    }

    /** Looks at a sealed day's waiting rows. Empty where none wait, or where a transaction is under way. */
    public Optional<Begun> append(LocalDate day, String parameters) {
        return heads.read(day)
                .filter(head -> head.state() == State.SEALED && head.pending() == null)
                .filter(head -> !head.waiting().isEmpty())
                .map(head -> begun(head, Kind.APPEND, head.waiting(), parameters));
    }

    private static Begun begun(Head head, Kind kind, List<FileEntry> inputs, String parameters) {
        List<String> parts = new ArrayList<>(
                List.of(head.collection(), head.day(), Long.toString(head.revision()), kind.name(), parameters));
        inputs.forEach(file -> parts.add(file.key()));
        return new Begun(LocalDate.parse(head.day()), kind, Txid.of(parts), List.copyOf(inputs));
    }

    /**
     * Sets {@code pending}. False where the head has left the state in which this began; then the uploads are aborted.
     */
    public boolean propose(Begun begun, Owner self, Verified<Verified.DayFiles> verified) {
        Set<String> sources = keys(begun.inputs());
        Pending pending =
                new Pending(begun.txid(), begun.kind(), false, verified.value().staged(), List.copyOf(inOrder(begun)));
        target.steps().at("head.pending " + begun.day());
        Head head = heads.change(
                begun.day(),
                now -> accepts(now, begun.kind(), sources, self)
                        ? new HeadEdit(now)
                                .pending(pending)
                                .state(now.state(), self)
                                .done()
                        : now);
        List<FileEntry> taken =
                head.pending() == null ? List.of() : head.pending().files();
        verified.value().staged().stream().filter(file -> !taken.contains(file)).forEach(uploads::abort);
        return head.pending() != null && head.pending().txid().equals(begun.txid());
    }

    private static List<String> inOrder(Begun begun) {
        return begun.inputs().stream().map(FileEntry::key).toList();
    }

    private static boolean accepts(Head now, Kind kind, Set<String> sources, Owner self) {
        if (now.pending() != null) {
            return false;
        }
        if (kind == Kind.APPEND) {
            return now.state() == State.SEALED && keys(now.waiting()).containsAll(sources);
        }
        Set<String> there = keys(now.files());
        there.addAll(keys(now.waiting()));
        return now.state() == State.SEALING && self.equals(now.owner()) && there.containsAll(sources);
    }

    /** What earlier runs left: transactions are brought to their end, and a seal that has none yet is given up. */
    public void recover(Collection<LocalDate> days) {
        Fan.out(days, this::reopen);
        finish(days);
    }

    /** Brings the transactions of these days to their end; a day without one is left alone. */
    public void finish(Collection<LocalDate> days) {
        List<Completed> complete = Fan.out(days, pendingFiles::complete).stream()
                .flatMap(Optional::stream)
                .toList();
        if (complete.isEmpty()) {
            return;
        }
        List<LocalDate> finished = complete.stream().map(Completed::day).toList();
        target.steps().at("catalog.flip " + finished.get(0));
        catalog.flip(finished);
        Fan.out(complete, this::live);
        target.steps().at("catalog.live " + finished.get(0));
        catalog.reconcile(finished);
    }

    /** A transaction all of whose files are visible. */
    record Completed(LocalDate day, Pending pending) {}

    private Head reopen(LocalDate day) {
        return heads.change(day, now -> {
            if (now.state() != State.SEALING || now.pending() != null) {
                return now;
            }
            target.steps().at("head.reopen " + day);
            return new HeadEdit(now).state(State.OPEN, null).done();
        });
    }

    /** Somebody may be dropping it: whoever drops reads the keys last, finds them, and finds it live. */
    private Head live(Completed completed) {
        target.steps().at("head.live " + completed.day());
        return heads.change(completed.day(), now -> {
            Pending pending = now.pending();
            boolean same = pending != null
                    && pending.txid().equals(completed.pending().txid())
                    && pending.files().equals(completed.pending().files());
            return same ? live(now, completed.pending()) : now;
        });
    }

    private Head live(Head now, Pending pending) {
        Set<String> sources = new HashSet<>(pending.sources());
        List<FileEntry> completed =
                pending.files().stream().map(FileEntry::completed).toList();
        List<FileEntry> consumed = new ArrayList<>(pending.kind() == Kind.SEAL ? now.files() : List.of());
        now.waiting().stream().filter(file -> sources.contains(file.key())).forEach(consumed::add);
        HeadEdit edit = new HeadEdit(now)
                .pending(null)
                .state(State.SEALED, null)
                .minusWaiting(sources, target.clock().instant())
                .plusRetired(consumed);
        return pending.kind() == Kind.SEAL
                ? edit.files(completed).done()
                : edit.plusFiles(completed).done();
    }

    private static Set<String> keys(List<FileEntry> files) {
        Set<String> keys = new HashSet<>();
        files.forEach(file -> keys.add(Objects.requireNonNull(file.key())));
        return keys;
    }
}

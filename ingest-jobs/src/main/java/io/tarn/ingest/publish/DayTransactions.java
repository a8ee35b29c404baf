package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import io.tarn.core.key.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals, appends and replaces: from a head without a transaction to {@code pending} and on to live, or back where
 * nothing was completed (architecture, section 6, "Publish protocol"). Finishing what another run left and finishing
 * one's own is the same code. {@link Transitions} says what each makes of a head.
 *
 * <p>A replacement is two transactions: one shows the new files in {@code gen}, and once the readers of the old files
 * are gone, one brings them to where they stay.
 */
public final class DayTransactions {
    private final Target target;
    private final Heads heads;
    private final Uploads uploads;
    private final CatalogSync catalog;
    private final PendingFiles pendingFiles;
    private final Grace grace;

    public DayTransactions(Target target, CatalogSync catalog, Remerger remerger, Grace grace) {
        this.target = target;
        this.heads = target.heads();
        this.uploads = target.uploads();
        this.catalog = catalog;
        this.pendingFiles = new PendingFiles(target, remerger);
        this.grace = grace;
    }

    /** Stages the files of a transaction again, for those that were lost; never asked for a {@link Kind#REPLACE}. */
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
        return at(day, State.SEALED)
                .filter(head -> !head.waiting().isEmpty())
                .map(head -> begun(head, Kind.APPEND, head.waiting(), parameters));
    }

    /**
     * Looks at a sealed day's files, all of which are to be replaced. Empty where there are none, or where a
     * transaction is under way. The new files are staged at {@link Keys#genFile}.
     */
    public Optional<Begun> replace(LocalDate day, String parameters) {
        return at(day, State.SEALED)
                .filter(head -> !head.files().isEmpty())
                .map(head -> begun(head, Kind.REPLACE, head.files(), parameters));
    }

    /**
     * Looks at a replaced day's new files, which are to be copied, under their names, to where they stay. Empty where
     * readers of the old files may still be at work, or where a transaction is under way.
     *
     * @param storeNow the store's time of something that was just written; older is safe, newer is not
     */
    public Optional<Begun> giveBack(LocalDate day, Instant storeNow) {
        Optional<Head> drained = at(day, State.REPLACING).filter(head -> grace.over(day, head, storeNow));
        if (drained.isPresent() && !catalog.shows(day, drained.get().files())) {
            catalog.reconcile(List.of(day)); // before the old files go, nobody may be sent to them
        }
        return drained.map(head ->
                new Begun(day, Kind.RETURN, Keys.txid(head.files().get(0).key()), List.copyOf(head.files())));
    }

    private Optional<Head> at(LocalDate day, State state) {
        return heads.read(day).filter(head -> head.state() == state && head.pending() == null);
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
        List<String> sources = begun.inputs().stream().map(FileEntry::key).toList();
        Pending pending =
                new Pending(begun.txid(), begun.kind(), false, verified.value().staged(), sources);
        target.steps().at("head.pending " + begun.day());
        Head head = heads.change(
                begun.day(),
                now -> Transitions.accepts(now, begun.kind(), Transitions.keys(begun.inputs()), self)
                        ? Transitions.proposed(now, pending, self)
                        : now);
        List<FileEntry> taken =
                head.pending() == null ? List.of() : head.pending().files();
        verified.value().staged().stream().filter(file -> !taken.contains(file)).forEach(uploads::abort);
        return head.pending() != null && same(head.pending(), begun.kind(), begun.txid());
    }

    private static boolean same(Pending pending, Kind kind, String txid) {
        return pending.kind() == kind && pending.txid().equals(txid);
    }

    /** What earlier runs left: transactions are brought to their end, and a seal that has none yet is given up. */
    public void recover(Collection<LocalDate> days) {
        Fan.out(days, this::reopen);
        finish(days);
    }

    /** Brings the transactions of these days to their end; a day without one is left alone. */
    public void finish(Collection<LocalDate> days) {
        Map<LocalDate, Pending> complete = new TreeMap<>();
        Fan.out(days, pendingFiles::complete)
                .forEach(found -> found.ifPresent(one -> complete.put(one.day(), one.pending())));
        if (complete.isEmpty()) {
            return;
        }
        LocalDate first = complete.keySet().iterator().next();
        Fan.out(complete.entrySet(), one -> deleteReplaced(one.getKey(), one.getValue()));
        target.steps().at("catalog.flip " + first);
        catalog.flip(complete);
        Fan.out(complete.entrySet(), one -> live(one.getKey(), one.getValue()));
        target.steps().at("catalog.live " + first);
        catalog.reconcile(complete.keySet());
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

    /**
     * The files that a replacement replaced go once its own are all visible beside them, so that who lists the folder
     * never misses a row, and before the catalog sends readers back to that folder, so that those never see one twice.
     */
    private boolean deleteReplaced(LocalDate day, Pending completed) {
        Optional<Head> head = heads.read(day).filter(now -> completed.equals(now.pending()));
        if (completed.kind() != Kind.RETURN || head.isEmpty()) {
            return false;
        }
        target.steps().at("lake.delete " + day);
        target.lake()
                .deleteAll(Transitions.replaced(head.get()).stream()
                        .map(FileEntry::key)
                        .toList());
        return true;
    }

    /** Somebody may be dropping it: whoever drops reads the keys last, finds them, and finds it live. */
    private Head live(LocalDate day, Pending completed) {
        target.steps().at("head.live " + day);
        return heads.change(day, now -> {
            Pending pending = now.pending();
            boolean same = pending != null
                    && same(pending, completed.kind(), completed.txid())
                    && pending.files().equals(completed.files());
            return same ? Transitions.live(now, completed, target.clock().instant()) : now;
        });
    }
}

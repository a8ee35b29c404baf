package io.tarn.ingest.compact;

import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.ingest.merge.Merge;
import io.tarn.ingest.merge.MergeSpec;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.ingest.plan.DayPlan.Action;
import io.tarn.ingest.publish.DayTransactions;
import io.tarn.ingest.publish.DayTransactions.Begun;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.publish.Verified;
import io.tarn.ingest.publish.Verifier;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hot and waiting rows go to the lake: all due days of a collection in one run of the engine. */
final class DayMover {
    private final Workshop shop;
    private final DayTransactions transactions;
    private final StageAgain files;
    private final Verifier verifier;

    DayMover(Workshop shop, DayTransactions transactions, StageAgain files) {
        this.shop = shop;
        this.transactions = transactions;
        this.files = files;
        this.verifier = new Verifier(shop.target.lake(), shop.target.state());
    }

    /** What became of the days: action by day, and those that failed with the reason. */
    record Moved(SortedMap<LocalDate, Action> done, SortedMap<LocalDate, TarnException> failed) {}

    /** Seals and appends what is due. Rows that came while a day was sealed follow in a transaction of their own. */
    Moved move(Collection<DayPlan> due) {
        Moved moved = new Moved(new TreeMap<>(), new TreeMap<>());
        move(due, moved);
        List<DayPlan> followUp = new ArrayList<>();
        Heads heads = shop.target.heads();
        moved.done().forEach((day, action) -> {
            Optional<Head> late = action == Action.SEAL
                    ? heads.read(day).filter(head -> !head.waiting().isEmpty())
                    : Optional.empty();
            late.ifPresent(head -> followUp.add(new DayPlan(day, Action.APPEND, 0, 0, 0, "came during the seal")));
        });
        Moved appended = new Moved(new TreeMap<>(), new TreeMap<>());
        move(followUp, appended);
        moved.failed().putAll(appended.failed());
        return moved;
    }

    private void move(Collection<DayPlan> due, Moved moved) {
        List<Begun> begun = begin(due);
        if (begun.isEmpty()) {
            return;
        }
        WorkArea area = shop.areas.begin(
                shop.newArea(), shop.self, 0, begun.stream().map(Begun::txid).toList());
        SortedMap<LocalDate, Begun> proposed = new TreeMap<>();
        staged(begun, moved).forEach((one, staged) -> {
            try {
                if (propose(one, staged)) {
                    proposed.put(one.day(), one);
                }
            } catch (TarnException thisDay) {
                fail(one, thisDay, moved);
            }
        });
        transactions.finish(proposed.keySet());
        proposed.forEach(
                (day, one) -> moved.done().put(day, Action.valueOf(one.kind().name())));
        shop.areas.delete(area.run());
    }

    private List<Begun> begin(Collection<DayPlan> due) {
        String parameters = shop.sizes().toString();
        List<Begun> begun = new ArrayList<>();
        for (DayPlan plan : due) {
            if (plan.action() == Action.SEAL) {
                transactions.seal(plan.day(), shop.self, parameters).ifPresent(begun::add);
            } else if (plan.action() == Action.APPEND) {
                transactions.append(plan.day(), parameters).ifPresent(begun::add);
            }
        }
        return begun;
    }

    private boolean propose(Begun begun, List<FileEntry> staged) {
        Verified<Verified.DayFiles> verified =
                verifier.merge(new Verified.DayFiles(begun.day(), begun.txid(), begun.inputs(), staged));
        return transactions.propose(begun, shop.self, verified);
    }

    /** All days at once; where one of them cannot be read, day by day, so that it does not hold up the others. */
    private Map<Begun, List<FileEntry>> staged(List<Begun> begun, Moved moved) {
        try {
            return stage(begun);
        } catch (TarnException someDay) {
            if (begun.size() == 1) {
                fail(begun.get(0), someDay, moved);
                return Map.of();
            }
        }
        Map<Begun, List<FileEntry>> staged = new TreeMap<>((a, b) -> a.day().compareTo(b.day()));
        for (Begun one : begun) {
            try {
                staged.putAll(stage(List.of(one)));
            } catch (TarnException thisDay) {
                fail(one, thisDay, moved);
            }
        }
        return staged;
    }

    private void fail(Begun begun, TarnException why, Moved moved) {
        moved.failed().put(begun.day(), why);
        transactions.recover(List.of(begun.day()));
    }

    private Map<Begun, List<FileEntry>> stage(List<Begun> begun) {
        List<MergeSpec> specs = begun.stream()
                .map(one -> files.spec(one.day(), one.txid(), one.inputs()))
                .toList();
        long bytes = begun.stream()
                .flatMap(one -> one.inputs().stream())
                .mapToLong(FileEntry::size)
                .sum();
        List<List<FileEntry>> files = new Merge(shop.engine.of(bytes)).stage(specs);
        Map<Begun, List<FileEntry>> staged = new TreeMap<>((a, b) -> a.day().compareTo(b.day()));
        for (int i = 0; i < begun.size(); i++) {
            staged.put(begun.get(i), files.get(i));
        }
        return staged;
    }
}

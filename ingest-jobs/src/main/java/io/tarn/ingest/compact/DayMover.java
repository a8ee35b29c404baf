package io.tarn.ingest.compact;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.ingest.merge.CopySpec;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Days get new files in the lake: all due days of a collection in one run of the engine. */
final class DayMover {
    private final Workshop shop;
    private final DayTransactions transactions;
    private final StageAgain files;
    private final Verifier verifier;
    private final Instant storeNow;

    /** @param storeNow the store's time of something that this run wrote */
    DayMover(Workshop shop, DayTransactions transactions, StageAgain files, Instant storeNow) {
        this.shop = shop;
        this.transactions = transactions;
        this.files = files;
        this.verifier = new Verifier(shop.target.lake(), shop.target.state());
        this.storeNow = storeNow;
    }

    /** What became of the days: action by day, and those that failed with the reason. */
    record Moved(SortedMap<LocalDate, Action> done, SortedMap<LocalDate, TarnException> failed) {
        private List<LocalDate> days(Action action) {
            return done.keySet().stream().filter(day -> done.get(day) == action).toList();
        }
    }

    /** Stages the files of transactions. */
    @FunctionalInterface
    interface Stager {
        /**
         * The new files of each day, in the order of the days: uploads that were written whole and not completed. For a
         * replacement they hold all rows of the day and lie at {@link io.tarn.core.key.Keys#genFile}.
         */
        List<List<FileEntry>> stage(List<Begun> begun);
    }

    /**
     * Seals, appends and merges what is due. Rows that came while a day was sealed follow in a transaction of their
     * own.
     */
    Moved move(Collection<DayPlan> due) {
        Moved moved = run(due, this::merged);
        Moved appended = append(moved.days(Action.SEAL));
        Moved back = giveBack(moved.days(Action.MERGE));
        moved.failed().putAll(appended.failed());
        moved.failed().putAll(back.failed());
        return moved;
    }

    private Moved append(Collection<LocalDate> sealed) {
        Heads heads = shop.target.heads();
        List<LocalDate> late = sealed.stream()
                .filter(day -> heads.read(day)
                        .filter(head -> !head.waiting().isEmpty())
                        .isPresent())
                .toList();
        return run(plans(late, Action.APPEND), this::merged);
    }

    /**
     * Gives sealed days new files for all that they have. Without a grace they are where they stay when this returns;
     * with one, later runs bring them there.
     *
     * @param stager makes the new files; their rows are held against those that the head says the day has
     */
    Moved replace(Collection<LocalDate> days, Stager stager) {
        Moved replaced = run(plans(days, Action.MERGE), stager);
        Moved back = giveBack(replaced.done().keySet());
        replaced.failed().putAll(back.failed());
        return replaced;
    }

    /**
     * Gives a sealed day new files, merged from completed ones that hold its rows.
     *
     * @throws TarnException where the day keeps the files that it has
     */
    void replaceBy(LocalDate day, List<FileEntry> inputs) {
        Moved replaced = replace(List.of(day), begun -> new Merge(shop.engine.of(0))
                .stage(begun.stream()
                        .map(one -> files.spec(one.day(), one.txid(), Root.STATE, inputs))
                        .toList()));
        TarnException failure = replaced.failed().get(day);
        if (failure != null) {
            throw failure;
        }
        if (!replaced.done().containsKey(day)) {
            throw new TarnException(
                    ExitCode.CONFLICT,
                    "Day " + day + " of " + shop.collection + " cannot be replaced",
                    "its head changed meanwhile",
                    "Run the same command again");
        }
    }

    /** Replaced days whose readers are gone get their new files to where they stay. */
    Moved giveBack(Collection<LocalDate> days) {
        return run(plans(days, Action.FINISH), this::copied);
    }

    private static List<DayPlan> plans(Collection<LocalDate> days, Action action) {
        return days.stream().map(day -> new DayPlan(day, action, 0, 0, 0, "")).toList();
    }

    private Optional<Begun> begin(DayPlan plan) {
        String parameters = shop.sizes().toString();
        return switch (plan.action()) {
            case SEAL -> transactions.seal(plan.day(), shop.self, parameters);
            case APPEND -> transactions.append(plan.day(), parameters);
            case MERGE -> transactions.replace(plan.day(), parameters);
            case FINISH -> transactions.giveBack(plan.day(), storeNow);
            case WAIT, NONE -> Optional.empty();
        };
    }

    private Moved run(Collection<DayPlan> due, Stager stager) {
        Moved moved = new Moved(new TreeMap<>(), new TreeMap<>());
        List<Begun> begun = new ArrayList<>();
        Map<LocalDate, Action> actions = new TreeMap<>();
        for (DayPlan plan : due) {
            begin(plan).ifPresent(begun::add);
            actions.put(plan.day(), plan.action());
        }
        if (begun.isEmpty()) {
            return moved;
        }
        WorkArea area = shop.areas.begin(
                shop.newArea(), shop.self, 0, begun.stream().map(Begun::txid).toList());
        SortedMap<LocalDate, Begun> proposed = new TreeMap<>();
        staged(begun, stager, moved).forEach((one, staged) -> {
            try {
                if (propose(one, staged)) {
                    proposed.put(one.day(), one);
                }
            } catch (TarnException thisDay) {
                fail(one, thisDay, moved);
            }
        });
        transactions.finish(proposed.keySet());
        proposed.keySet().forEach(day -> moved.done().put(day, actions.getOrDefault(day, Action.NONE)));
        shop.areas.empty(area.run());
        return moved;
    }

    private boolean propose(Begun begun, List<FileEntry> staged) {
        Verified<Verified.DayFiles> verified =
                verifier.merge(new Verified.DayFiles(begun.day(), begun.txid(), begun.inputs(), staged));
        return transactions.propose(begun, shop.self, verified);
    }

    /** All days at once; where one of them cannot be read, day by day, so that it does not hold up the others. */
    private Map<Begun, List<FileEntry>> staged(List<Begun> begun, Stager stager, Moved moved) {
        try {
            return stage(begun, stager);
        } catch (TarnException someDay) {
            if (begun.size() == 1) {
                fail(begun.get(0), someDay, moved);
                return Map.of();
            }
        }
        Map<Begun, List<FileEntry>> staged = new TreeMap<>((a, b) -> a.day().compareTo(b.day()));
        for (Begun one : begun) {
            try {
                staged.putAll(stage(List.of(one), stager));
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

    private static Map<Begun, List<FileEntry>> stage(List<Begun> begun, Stager stager) {
        List<List<FileEntry>> files = stager.stage(begun);
        Map<Begun, List<FileEntry>> staged = new TreeMap<>((a, b) -> a.day().compareTo(b.day()));
        for (int i = 0; i < begun.size(); i++) {
            staged.put(begun.get(i), files.get(i));
        }
        return staged;
    }

    /** Parquet to Parquet. */
    private List<List<FileEntry>> merged(List<Begun> begun) {
        List<MergeSpec> specs = begun.stream()
                .map(one -> files.spec(one.day(), one.txid(), root(one), one.inputs()))
                .toList();
        return new Merge(shop.engine.of(bytes(begun))).stage(specs);
    }

    private static Root root(Begun begun) {
        return switch (begun.kind()) {
            case SEAL, APPEND, RETURN -> Root.LAKE;
            case REPLACE -> Root.STATE;
        };
    }

    private List<List<FileEntry>> copied(List<Begun> begun) {
        List<CopySpec> specs = begun.stream()
                .flatMap(one -> files.copies(one.day(), one.inputs()).stream())
                .toList();
        List<FileEntry> copies = new Merge(shop.engine.of(bytes(begun))).copy(specs);
        List<List<FileEntry>> byDay = new ArrayList<>();
        int from = 0;
        for (Begun one : begun) {
            byDay.add(copies.subList(from, from + one.inputs().size()));
            from += one.inputs().size();
        }
        return byDay;
    }

    private static long bytes(List<Begun> begun) {
        return begun.stream()
                .flatMap(one -> one.inputs().stream())
                .mapToLong(FileEntry::size)
                .sum();
    }
}

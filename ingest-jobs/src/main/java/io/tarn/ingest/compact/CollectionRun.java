package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogTail;
import io.tarn.core.report.DayAction;
import io.tarn.ingest.arrival.NewSegments;
import io.tarn.ingest.arrival.SegmentFinder;
import io.tarn.ingest.compact.DayMover.Moved;
import io.tarn.ingest.compact.Hydrator.Hydrated;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.ingest.plan.DayPlan.Action;
import io.tarn.ingest.plan.DayPlanner;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.publish.DayTransactions;
import io.tarn.ingest.publish.Grace;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.publish.RecordPublisher;
import io.tarn.ingest.publish.Retirer;
import io.tarn.ingest.repair.CollectionRepair;
import io.tarn.ingest.sweep.Sweeper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One collection: what was left is finished, what is new is hydrated, what is due is sealed and appended, what is over
 * goes.
 */
final class CollectionRun {
    private final Workshop shop;
    private final Instant storeNow;
    private final Consumer<String> repaired;
    private final Heads heads;
    private final Grace grace;
    private final DayTransactions transactions;
    private final Hydrator hydrator;
    private final DayMover mover;

    /**
     * @param storeNow the store's time of something that this run wrote
     * @param repaired told of each lost or damaged object that is whole again
     */
    CollectionRun(Workshop shop, Instant storeNow, Consumer<String> repaired) {
        this.repaired = repaired;
        StageAgain again = new StageAgain(shop);
        this.storeNow = storeNow;
        this.grace = new Grace(shop.target, shop.config.grace());
        this.shop = shop;
        this.heads = shop.target.heads();
        this.transactions = new DayTransactions(shop.target, shop.catalog, again, grace);
        this.hydrator = new Hydrator(shop, new RecordPublisher(shop.target, shop.log, shop.catalog, again));
        this.mover = new DayMover(shop, transactions, again, storeNow);
    }

    /**
     * What one run did to one collection.
     *
     * @param unapplied rows of an earlier run's record that no head had before
     * @param records created since this run began, by it or by another run
     * @param unhydrated segments that stay without a log record
     * @param hydrated all segments with one, those of this run included
     * @param problems for people; each one makes the exit code 5
     */
    record Outcome(
            List<DayAction> days,
            long unapplied,
            SortedMap<LocalDate, Head> before,
            SortedMap<LocalDate, Head> after,
            List<LogRecord> records,
            List<SegmentKey> unhydrated,
            HydratedSegments hydrated,
            List<TarnException> failures,
            List<String> problems) {

        /** The same with the days that are not as they were. */
        Outcome changedDays() {
            SortedMap<LocalDate, Head> old = new TreeMap<>(before);
            SortedMap<LocalDate, Head> now = new TreeMap<>(after);
            before.forEach((day, head) -> {
                if (head.equals(after.get(day))) {
                    old.remove(day);
                    now.remove(day);
                }
            });
            return new Outcome(days, unapplied, old, now, records, unhydrated, hydrated, failures, problems);
        }
    }

    Outcome run(CompactRequest request, List<SegmentKey> candidates, LandingWatch watch) {
        CollectionRepair repair = new CollectionRepair(shop.repairTools(mover), repaired);
        if (request.repairs()) {
            repair.documents();
        }
        requireNewestSchema();
        SortedMap<LocalDate, Head> before = heads.all();
        long unapplied = unapplied(before);
        LogTail tail = hydrator.finishUnfinished();
        transactions.recover(days(before, head -> head.pending() != null || head.state() == State.SEALING));
        if (request.repairs()) {
            repair.files();
            before = heads.all(); // what is repaired is no change that a balance could count
        }
        Moved back = mover.giveBack(days(heads.all(), head -> head.state() == State.REPLACING));

        HydratedSegments known = new HydratedSegments();
        Landing landing = watch.landing(shop.collection, candidates);
        SegmentFinder finder = new SegmentFinder(shop.target.state());
        Hydrated hydrated = hydrator.hydrate(all -> finder.among(candidates, all), known, landing);

        SortedMap<LocalDate, Head> current = heads.all();
        List<DayPlan> plans = plans(current, request, landing);
        Moved moved = mover.move(plans.stream()
                .filter(plan -> plan.due() && plan.action() != Action.FINISH)
                .toList());
        moved.failed().putAll(back.failed());

        shop.catalog.reconcile(current.keySet());
        new Retirer(shop.target, shop.catalog, grace)
                .retire(days(heads.all(), head -> !head.retired().isEmpty()), storeNow);
        new Sweeper(shop.target, shop.log).sweep();
        return outcome(
                tail, unapplied, before, hydrated, plans, moved, finder.among(candidates, known), known, repair.left());
    }

    /** Where the newest version was lost, another one would take its number. */
    private void requireNewestSchema() {
        long last = shop.log.tail().last();
        int needed = last == 0 ? 0 : shop.log.record(last).schema();
        if (needed > 0) {
            shop.schemas.version(shop.collection, needed);
        }
    }

    private static List<LocalDate> days(SortedMap<LocalDate, Head> heads, Predicate<Head> which) {
        return heads.entrySet().stream()
                .filter(day -> which.test(day.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<DayPlan> plans(SortedMap<LocalDate, Head> current, CompactRequest request, Landing landing) {
        Instant now = shop.target.clock().instant();
        return current.entrySet().stream()
                .filter(day -> request.covers(day.getKey()))
                .map(day -> DayPlanner.plan(day.getValue(), shop.rules(), request.urgency(), landing, now))
                .toList();
    }

    private long unapplied(SortedMap<LocalDate, Head> heads) {
        LogTail tail = shop.log.tail();
        long rows = 0;
        for (LogRecord record : shop.log.records(tail.done(), tail.last())) {
            for (LogRecord.DayOutcome day : record.days()) {
                Head head = heads.get(LocalDate.parse(day.day()));
                rows += head == null || head.through() < record.n() ? day.rows() : 0;
            }
        }
        return rows;
    }

    private Outcome outcome(
            LogTail tail,
            long unapplied,
            SortedMap<LocalDate, Head> before,
            Hydrated hydrated,
            List<DayPlan> plans,
            Moved moved,
            NewSegments left,
            HydratedSegments known,
            List<String> unrepaired) {
        SortedMap<LocalDate, Head> after = heads.all();
        List<String> problems = new ArrayList<>(unrepaired);
        left.setAside().forEach(aside -> problems.add(aside.message()));
        for (Routed.Unusable segment : hydrated.unusable()) {
            problems.add("Segment '" + segment.key() + "' cannot be read: " + segment.reason()
                    + ". Restore the object, or its version before the damage");
        }
        List<SegmentKey> unhydrated = new ArrayList<>();
        left.fresh().forEach(arrived -> unhydrated.add(arrived.segment()));
        left.setAside().forEach(aside -> unhydrated.add(aside.segment()));
        return new Outcome(
                actions(before, after, plans, moved),
                unapplied,
                before,
                after,
                shop.log.records(tail.last(), shop.log.tail().last()),
                unhydrated,
                known,
                List.copyOf(moved.failed().values()),
                problems);
    }

    /** Each day once: what was done last says most, and what is not due yet says why. */
    private List<DayAction> actions(
            SortedMap<LocalDate, Head> before, SortedMap<LocalDate, Head> after, List<DayPlan> plans, Moved moved) {
        SortedMap<LocalDate, String> actions = new TreeMap<>();
        SortedMap<LocalDate, String> reasons = new TreeMap<>();
        after.forEach((day, head) -> {
            Head old = before.get(day);
            if (old == null || old.through() < head.through()) {
                actions.put(day, "hydrated");
            } else if (!old.files().equals(head.files())) {
                actions.put(day, finished(old));
            }
        });
        for (DayPlan plan : plans) {
            if (plan.action() == Action.WAIT) {
                actions.putIfAbsent(plan.day(), "skipped");
            }
            if (plan.action() != Action.NONE) {
                reasons.put(plan.day(), plan.reason());
            }
        }
        moved.done().forEach((day, action) -> actions.put(day, done(action)));
        moved.failed().forEach((day, why) -> {
            actions.put(day, "failed");
            reasons.put(day, String.valueOf(why.getMessage()));
        });
        Set<LocalDate> days = new TreeSet<>(actions.keySet());
        return days.stream()
                .map(day ->
                        action(shop.collection, day, actions.getOrDefault(day, ""), after.get(day), reasons.get(day)))
                .toList();
    }

    /** What an earlier run had begun, where this one brought it to its end. */
    private static String finished(Head old) {
        return switch (old.state()) {
            case OPEN, SEALING -> "sealed";
            case SEALED -> "appended";
            case REPLACING -> "merged";
        };
    }

    private static String done(Action action) {
        return switch (action) {
            case SEAL -> "sealed";
            case APPEND -> "appended";
            case MERGE, FINISH -> "merged";
            case WAIT, NONE -> "skipped";
        };
    }

    static DayAction action(
            CollectionName collection, LocalDate day, String action, @Nullable Head head, @Nullable String reason) {
        List<FileEntry> files = head == null ? List.of() : head.files();
        String state = head == null ? "open" : head.state().name().toLowerCase(Locale.ROOT);
        return new DayAction(
                collection.value(),
                day.toString(),
                action,
                state,
                files.stream().mapToLong(FileEntry::rows).sum(),
                files.size(),
                files.stream().mapToLong(FileEntry::size).sum(),
                reason);
    }
}

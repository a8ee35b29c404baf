package io.tarn.ingest.publish;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.log.HydrateLog;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates a hydrate's log record and applies it to its days. Whoever comes may apply a record, again and at the same
 * time: a day takes record n only where its head says {@code through < n}.
 */
public final class RecordPublisher {
    /** A day that changes its state this often while one record is applied to it is a defect, not bad luck. */
    private static final int ROUNDS = 20;

    private final Target target;
    private final Heads heads;
    private final Uploads uploads;
    private final HydrateLog log;
    private final CatalogSync catalog;
    private final Restager restager;
    private final Verifier verifier;

    public RecordPublisher(Target target, HydrateLog log, CatalogSync catalog, Restager restager) {
        this.target = target;
        this.heads = target.heads();
        this.uploads = target.uploads();
        this.log = log;
        this.catalog = catalog;
        this.restager = restager;
        this.verifier = new Verifier(target.lake(), target.state());
    }

    /**
     * Creates the record: the point of no return. False where another hydrate has its number; then this one's uploads
     * are aborted.
     */
    public boolean record(Verified<Verified.Hydrate> verified) {
        LogRecord record = verified.value().record();
        target.steps().at("log.append " + record.n());
        if (log.append(record)) {
            return true;
        }
        record.days().forEach(day -> uploads.abortAll(day.staged()));
        return false;
    }

    /** Applies a record to all its days, shows them in the catalog, and notes that it is done. */
    public void finish(LogRecord record) {
        SortedMap<LocalDate, DayOutcome> days = byDay(record);
        target.steps().at("catalog.columns " + record.n());
        catalog.columns(record.schema(), days.keySet());
        SortedMap<LocalDate, DayOutcome> open = new TreeMap<>(days);
        requireHeads(record, days.keySet());
        for (int round = 0; dropApplied(record, open); round++) {
            if (round == ROUNDS) {
                throw unsettled(record, open);
            }
            Map<LocalDate, Staged> staged = staged(record, open);
            Fan.out(staged.entrySet(), day -> apply(record, day.getKey(), day.getValue()));
        }
        target.steps().at("catalog.partitions " + record.n());
        catalog.reconcile(days.keySet());
        target.steps().at("log.done " + record.n());
        log.done(record.n());
    }

    /**
     * A day with rows has a head. Where it was lost, a first one must not take its place: it would name these rows
     * only.
     */
    private void requireHeads(LogRecord record, Set<LocalDate> days) {
        for (LocalDate day : days) {
            Optional<Long> before = heads.read(day).isPresent() ? Optional.empty() : log.firstWith(day, record.n());
            if (before.isPresent()) {
                throw new TarnException(
                        ExitCode.INTEGRITY,
                        "Record " + record.n() + " of " + record.collection() + " cannot be applied to " + day,
                        "record " + before.get() + " has rows of that day, and the head '"
                                + Keys.head(target.collection(), day) + "' is gone",
                        "Run 'tarn compact --repair', which works it out again");
            }
        }
    }

    /** Files of a day, and where they go. */
    private record Staged(Placement placement, List<FileEntry> files, boolean again) {}

    private static SortedMap<LocalDate, DayOutcome> byDay(LogRecord record) {
        SortedMap<LocalDate, DayOutcome> days = new TreeMap<>();
        record.days().forEach(day -> days.put(LocalDate.parse(day.day()), day));
        return days;
    }

    private boolean dropApplied(LogRecord record, SortedMap<LocalDate, DayOutcome> open) {
        List<LocalDate> all = List.copyOf(open.keySet());
        List<Boolean> applied = Fan.out(all, day -> heads.read(day)
                .filter(head -> head.through() >= record.n())
                .isPresent());
        for (int i = 0; i < all.size(); i++) {
            if (applied.get(i)) {
                open.remove(all.get(i));
            }
        }
        return !open.isEmpty();
    }

    /** What was staged where it still fits and is still there; the rest is staged again, all days at once. */
    private Map<LocalDate, Staged> staged(LogRecord record, SortedMap<LocalDate, DayOutcome> open) {
        Map<LocalDate, Staged> staged = new TreeMap<>();
        SortedMap<LocalDate, Placement> again = new TreeMap<>();
        List<DayOutcome> outcomes = List.copyOf(open.values());
        List<Placement> fitting = Fan.out(outcomes, this::fitting);
        for (int i = 0; i < outcomes.size(); i++) {
            DayOutcome outcome = outcomes.get(i);
            LocalDate day = LocalDate.parse(outcome.day());
            if (fitting.get(i) == outcome.placement() && there(outcome)) {
                staged.put(day, new Staged(outcome.placement(), outcome.staged(), false));
            } else {
                again.put(day, fitting.get(i));
            }
        }
        if (!again.isEmpty()) {
            target.steps().at("record.restage " + record.n());
            restager.restage(record, again).forEach((day, files) -> {
                DayOutcome outcome = Optional.ofNullable(open.get(day)).orElseThrow();
                List<FileEntry> checked = verifier.again(record, outcome, files).value();
                staged.put(day, new Staged(again.getOrDefault(day, Placement.WAITING), checked, true));
            });
        }
        return staged;
    }

    private Placement fitting(DayOutcome outcome) {
        Optional<Head> head = heads.read(LocalDate.parse(outcome.day()));
        return head.isEmpty() || fits(head.get(), outcome.placement()) ? outcome.placement() : Placement.WAITING;
    }

    private static boolean fits(Head head, Placement placement) {
        return switch (placement) {
            case HOT -> head.state() == State.OPEN;
            case LAKE -> head.revision() == 0;
            case WAITING -> true;
        };
    }

    private boolean there(DayOutcome outcome) {
        return outcome.staged().stream().allMatch(file -> uploads.exists(file) || uploads.intact(file));
    }

    private boolean apply(LogRecord record, LocalDate day, Staged staged) {
        List<FileEntry> completed = new ArrayList<>();
        for (FileEntry file : staged.files()) {
            Optional<FileEntry> visible = uploads.complete(file);
            if (visible.isEmpty()) {
                return false; // lost: the next round stages the day again
            }
            completed.add(visible.get());
        }
        target.steps().at("head.hydrated " + day);
        Head head = heads.change(day, now -> hydrated(now, record, staged.placement(), completed));
        target.steps().at("head.is hydrated " + day);
        if (head.through() >= record.n() && staged.again()) {
            discard(
                    head,
                    Optional.ofNullable(byDay(record).get(day)).orElseThrow().staged());
            discard(head, staged.files());
        }
        return true;
    }

    private Head hydrated(Head now, LogRecord record, Placement placement, List<FileEntry> files) {
        if (now.through() >= record.n() || !fits(now, placement)) {
            return now;
        }
        HeadEdit edit = new HeadEdit(now).through(record.n(), record.schema(), record.settings());
        return switch (placement) {
            case HOT -> edit.plusFiles(files).done();
            case LAKE -> edit.plusFiles(files).state(State.SEALED, null).done();
            case WAITING -> edit.plusWaiting(files, target.clock().instant()).done();
        };
    }

    /**
     * Stagings of a day that its head did not take: the first, or this run's own where another was faster. Once the
     * head has the record, no run can show them any more.
     */
    private void discard(Head head, List<FileEntry> staged) {
        Set<String> named = Stream.of(head.files(), head.waiting(), head.retired())
                .flatMap(List::stream)
                .map(FileEntry::key)
                .collect(Collectors.toSet());
        for (FileEntry file : staged) {
            uploads.abort(file);
            if (!named.contains(file.key()) && file.root() == FileEntry.Root.STATE) {
                target.steps().at("file.delete " + file.key());
                target.state().delete(file.key());
            }
        }
    }

    private static TarnException unsettled(LogRecord record, SortedMap<LocalDate, DayOutcome> open) {
        return new TarnException(
                ExitCode.UNEXPECTED,
                "Record " + record.n() + " of " + record.collection() + " could not be applied to " + open.keySet(),
                "their heads changed again and again, or their uploads vanish",
                "Run the same command again; report it if it fails again");
    }
}

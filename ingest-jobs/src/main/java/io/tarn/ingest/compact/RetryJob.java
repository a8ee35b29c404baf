package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogTail;
import io.tarn.core.report.DayAction;
import io.tarn.ingest.arrival.Arrivals;
import io.tarn.ingest.compact.QuarantineRetry.Tried;
import io.tarn.ingest.compact.RetryReport.ByReason;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.lease.Lease;
import io.tarn.ingest.lease.Leases;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.publish.RecordPublisher;
import io.tarn.ingest.sweep.Sweeper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Tries again what was set aside of one collection, with the newest settings and schema. A crash anywhere is continued
 * by the next run, of this or of a compaction. Not thread-safe.
 */
public final class RetryJob {
    private final CompactSetup setup;
    private final Leases leases;

    public RetryJob(CompactSetup setup) {
        this.setup = setup;
        this.leases = new Leases(setup.state(), setup.processes());
    }

    /** What was done, and how the process ends. */
    public record Result(RetryReport report, ExitCode exitCode) {}

    /**
     * Does it, and writes the run's report.
     *
     * @throws TarnException with exit code 7 where a live run holds the collection
     */
    public Result run(RetryRequest request) {
        CollectionName collection = request.collection();
        RunJournal journal = new RunJournal(setup);
        try (Lease lease = leases.take(collection, journal.run()).orElse(null)) {
            if (lease == null) {
                throw held(collection);
            }
            return run(request, journal);
        } catch (RuntimeException failed) {
            journal.failed(collection, failed);
            journal.end();
            throw failed;
        }
    }

    private static TarnException held(CollectionName collection) {
        return new TarnException(
                ExitCode.CONFLICT,
                "What was set aside of " + collection + " cannot be tried again now",
                "the collection is held by another live run",
                "Run again when it is done; 'tarn status' shows what is due");
    }

    private Result run(RetryRequest request, RunJournal journal) {
        Workshop shop = Workshop.of(setup, request.collection(), journal.run());
        StageAgain again = new StageAgain(shop);
        Hydrator hydrator = new Hydrator(shop, new RecordPublisher(shop.target, shop.log, shop.catalog, again));
        LogTail tail = hydrator.finishUnfinished();
        SortedMap<LocalDate, Head> before = shop.target.heads().all();
        Tried tried = new QuarantineRetry(shop, hydrator).run(request, landing(request.collection()));
        new Sweeper(shop.target, shop.log).sweep();
        List<String> problems = problems(tried);
        if (request.mode() == RetryRequest.Mode.DRY_RUN) {
            return new Result(report(request, "", "planned", tried, List.of(), problems), ExitCode.DONE);
        }
        SortedMap<LocalDate, Head> after = shop.target.heads().all();
        journal.problems(problems);
        journal.add(request.collection(), outcome(shop, tail, before, after, tried));
        CompactResult ended = journal.end();
        String status = tried.record().isPresent() ? "done" : "nothing";
        return new Result(
                report(
                        request,
                        journal.run(),
                        status,
                        tried,
                        days(tried, after),
                        ended.report().problems()),
                ended.exitCode());
    }

    /** Whether an import still runs, whose closed days do not get their final files yet. */
    private Landing landing(CollectionName collection) {
        return new LandingWatch(setup)
                .landing(
                        collection,
                        new Arrivals(setup.state(), setup.clock())
                                .unsettled().stream()
                                        .map(Arrivals.Note::segment)
                                        .filter(segment -> segment.collection().equals(collection))
                                        .toList());
    }

    private static List<String> problems(Tried tried) {
        List<String> problems = new ArrayList<>();
        for (Routed.Unusable segment : tried.unusable()) {
            problems.add("Segment '" + segment.key() + "' cannot be read: " + segment.reason()
                    + ". What was set aside of it stays so; restore the object, or its version before the damage");
        }
        return problems;
    }

    private static CollectionRun.Outcome outcome(
            Workshop shop,
            LogTail tail,
            SortedMap<LocalDate, Head> before,
            SortedMap<LocalDate, Head> after,
            Tried tried) {
        List<DayAction> actions = tried.record().stream()
                .flatMap(record -> record.days().stream())
                .map(day -> LocalDate.parse(day.day()))
                .map(day -> CollectionRun.action(shop.collection, day, "hydrated", after.get(day), null))
                .toList();
        return new CollectionRun.Outcome(
                actions,
                0,
                before,
                after,
                shop.log.records(tail.last(), shop.log.tail().last()),
                List.of(),
                new HydratedSegments(),
                List.of(),
                List.of());
    }

    private static List<RetryReport.Day> days(Tried tried, SortedMap<LocalDate, Head> heads) {
        return tried.record().stream()
                .flatMap(record -> record.days().stream())
                .map(day -> day(day, heads))
                .toList();
    }

    private static RetryReport.Day day(LogRecord.DayOutcome day, SortedMap<LocalDate, Head> heads) {
        Optional<Head> head = Optional.ofNullable(heads.get(LocalDate.parse(day.day())));
        return new RetryReport.Day(
                day.day(),
                head.map(h -> h.state().name().toLowerCase(Locale.ROOT)).orElse("open"),
                day.rows(),
                head.stream()
                        .flatMap(h -> h.waiting().stream())
                        .mapToLong(FileEntry::rows)
                        .sum());
    }

    private static RetryReport report(
            RetryRequest request,
            String run,
            String status,
            Tried tried,
            List<RetryReport.Day> days,
            List<String> problems) {
        Set<Reason> reasons = new TreeSet<>(tried.before().keySet());
        reasons.addAll(tried.after().keySet());
        return new RetryReport(
                run,
                request.collection().value(),
                status,
                tried.record().map(LogRecord::n).orElse(null),
                tried.before().values().stream().mapToLong(Long::longValue).sum(),
                reasons.stream()
                        .map(reason -> new ByReason(
                                reason.wireName(),
                                tried.before().getOrDefault(reason, 0L),
                                tried.after().getOrDefault(reason, 0L)))
                        .toList(),
                tried.published(),
                tried.deduplicated(),
                days,
                problems);
    }
}

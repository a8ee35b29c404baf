package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.arrival.Arrivals;
import io.tarn.ingest.arrival.Arrivals.Note;
import io.tarn.ingest.arrival.SegmentFinder;
import io.tarn.ingest.compact.CompactRequest.Search;
import io.tarn.ingest.lease.Lease;
import io.tarn.ingest.lease.Leases;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.CompactPlan;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.schema.SettingsRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compacts: for each collection, what an earlier run left is finished, new segments are hydrated, due days are sealed
 * and appended to, the catalog follows, and what is over is taken away. A crash anywhere is continued by the next run.
 * Not thread-safe.
 */
public final class CompactJob {
    private final CompactSetup setup;
    private final Arrivals arrivals;
    private final Leases leases;

    public CompactJob(CompactSetup setup) {
        this.setup = setup;
        this.arrivals = new Arrivals(setup.state(), setup.clock());
        this.leases = new Leases(setup.state(), setup.processes());
    }

    /** Does it, and writes the report. */
    public CompactResult run(CompactRequest request) {
        RunJournal journal = new RunJournal(setup);
        journal.problems(setup.spool().publishDead());
        if (request.repairs()) {
            arrivals.restore().ifPresent(journal::repaired);
        }
        List<Note> notes = arrivals.unsettled();
        Map<CollectionName, HydratedSegments> hydrated = new HashMap<>();
        for (CollectionName collection : collections(request, notes)) {
            try (Lease lease = leases.take(collection, journal.run()).orElse(null)) {
                if (lease == null) {
                    journal.held(collection);
                    continue;
                }
                CollectionRun.Outcome outcome = compact(collection, request, notes, journal);
                journal.add(collection, outcome);
                hydrated.put(collection, outcome.hydrated());
            } catch (RuntimeException e) { // whatever it is, the others must not go without their run
                journal.failed(collection, e);
            }
        }
        arrivals.settle(
                notes,
                segment -> hydrated.containsKey(segment.collection())
                        && hydrated.get(segment.collection()).contains(segment));
        return journal.end();
    }

    private CollectionRun.Outcome compact(
            CollectionName collection, CompactRequest request, List<Note> notes, RunJournal journal) {
        requireMayCreate(collection);
        Workshop shop = Workshop.of(setup, collection, journal.run());
        LandingWatch watch = new LandingWatch(setup);
        List<SegmentKey> candidates = candidates(collection, request, notes);
        // The lease was written just now, by the store's clock.
        Instant storeNow = setup.state()
                .stat(Keys.lease(collection))
                .map(ObjectStat::modified)
                .orElseGet(setup.clock()::instant);
        return new CollectionRun(shop, storeNow, journal::repaired).run(request, candidates, watch);
    }

    private void requireMayCreate(CollectionName collection) {
        boolean exists = new SettingsRegistry(setup.state()).newest(collection).isPresent();
        if (!exists && !setup.mayCreate().test(collection)) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Collection " + collection + " has segments and is not in the configuration",
                    "'auto-create' is false",
                    "Add it under 'collections', or set 'auto-create: true'");
        }
    }

    /** What {@link #run} would do now; changes nothing. */
    public CompactPlan plan(CompactRequest request) {
        List<Note> notes = arrivals.unsettled();
        SegmentFinder finder = new SegmentFinder(setup.state());
        List<CompactPlan.OfCollection> plans = new ArrayList<>();
        for (CollectionName collection : collections(request, notes)) {
            HydrateLog log = new HydrateLog(setup.state(), collection);
            HydratedSegments known = new HydratedSegments();
            known.add(log.records(0, log.tail().last()));
            String heldBy = leases.holder(collection)
                    .filter(leases::alive)
                    .map(holder -> holder.run())
                    .orElse("");
            plans.add(new DryRun(setup, request)
                    .plan(collection, finder.among(candidates(collection, request, notes), known), heldBy));
        }
        return new CompactPlan(plans);
    }

    private SortedSet<CollectionName> collections(CompactRequest request, List<Note> notes) {
        SortedSet<CollectionName> known = new TreeSet<>(KnownCollections.in(setup.state()));
        known.addAll(Arrivals.collections(notes));
        if (request.collections().isEmpty()) {
            return known;
        }
        for (CollectionName wanted : request.collections()) {
            if (!known.contains(wanted) && !setup.listed().contains(wanted)) {
                throw unknown(wanted, known);
            }
        }
        return new TreeSet<>(request.collections());
    }

    private static TarnException unknown(CollectionName wanted, SortedSet<CollectionName> known) {
        return new TarnException(
                ExitCode.USAGE,
                "There is no collection " + wanted,
                known.isEmpty() ? "nothing was landed yet" : "there are " + known,
                "Check the name, or land something with 'tarn land " + wanted + " FILE'");
    }

    private List<SegmentKey> candidates(CollectionName collection, CompactRequest request, List<Note> notes) {
        return request.search() == Search.ARCHIVE
                ? new SegmentFinder(setup.state()).listed(collection)
                : notes.stream()
                        .map(Note::segment)
                        .filter(segment -> segment.collection().equals(collection))
                        .toList();
    }
}

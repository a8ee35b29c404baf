package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.report.Balance;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.landing.Spools;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.Catalogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Verifies collections: changes nothing but for arrival notes that were missing, and may run beside landing and
 * compaction, because a collection whose log or heads change meanwhile is counted again.
 */
public final class VerifyJob {
    private static final int ATTEMPTS = 5;

    private final ObjectStore state;
    private final Function<CollectionName, ObjectStore> lakes;
    private final Catalog catalog;
    private final Spool spool;
    private final Path work;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * @param lakes the lake root of each collection
     * @param spool of this machine
     * @param work local folder, which need not exist: in it each deep verification has one of its own, which nobody
     *     else can read and which goes with it
     * @param clock dates the notes of segments that were not announced
     * @param progress told what is done next, for people
     */
    public VerifyJob(
            ObjectStore state,
            Function<CollectionName, ObjectStore> lakes,
            Catalog catalog,
            Spool spool,
            Path work,
            Clock clock,
            Consumer<String> progress) {
        this.state = state;
        this.lakes = lakes;
        this.catalog = catalog;
        this.spool = spool;
        this.work = work;
        this.clock = clock;
        this.progress = progress;
    }

    /** The landing spools of this machine, whose frames are received and pending. */
    public interface Spool {
        /** Frames of a collection that are in no segment yet. */
        long frames(CollectionName collection);

        /** The collections that have such frames. */
        Collection<CollectionName> collections();
    }

    /** As configured, on this machine. */
    public static VerifyJob of(TarnConfig config, Consumer<String> progress) {
        ObjectStore state = Stores.open(config.state());
        Spool spool = new Spool() {
            @Override
            public long frames(CollectionName collection) {
                return Spools.spooledFrames(config.spool(), collection, state);
            }

            @Override
            public Collection<CollectionName> collections() {
                return Spools.collections(config.spool());
            }
        };
        return new VerifyJob(
                state,
                c -> Stores.open(config.collection(c).lake()),
                Catalogs.of(config, state),
                spool,
                Path.of(System.getProperty("java.io.tmpdir")),
                Clock.systemUTC(),
                progress);
    }

    /** Verifies; what is wrong is in the report, and only what keeps this from looking is an exception. */
    public VerifyReport run(VerifyRequest request) {
        SortedSet<CollectionName> all = KnownCollections.in(state);
        all.addAll(spool.collections());
        Set<CollectionName> collections = request.collections().isEmpty() ? all : wanted(request.collections(), all);
        List<Balance> balance = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long files = 0;
        long rows = 0;
        for (CollectionName c : collections) {
            CollectionResult result = collection(c, request.mode());
            if (result.balance() != null) {
                balance.add(result.balance());
            }
            problems.addAll(result.problems());
            notes.addAll(result.notes());
            long missed = new MissedArrivals(state, clock).announce(CollectionState.load(state, c));
            if (missed > 0) {
                notes.add(c + ": " + count(missed, "archived segment")
                        + " had no arrival note; 'tarn compact' finds them now and hydrates them");
            }
            files += result.files();
            rows += result.rows();
        }
        if (request.collections().isEmpty()) {
            problems.addAll(roots(all));
            problems.addAll(SharedDocuments.check(state, request.mode()));
        }
        return new VerifyReport(balance, problems, notes, files, rows);
    }

    private static Set<CollectionName> wanted(Set<CollectionName> asked, Set<CollectionName> all) {
        for (CollectionName c : asked) {
            if (!all.contains(c)) {
                throw new TarnException(
                        ExitCode.USAGE,
                        "Collection '" + c + "' cannot be verified",
                        "there is no such collection; there are " + all,
                        "Correct the name, or name none to verify all");
            }
        }
        Set<CollectionName> sorted = new LinkedHashSet<>(all);
        sorted.retainAll(asked);
        return sorted;
    }

    private CollectionResult collection(CollectionName c, VerifyMode mode) {
        CollectionChecks checks = new CollectionChecks(c, lakes.apply(c), state, catalog, spool::frames, work, mode);
        CollectionState before = CollectionState.load(state, c);
        try {
            List<Problem> earlier = List.of();
            for (int attempt = 1; ; attempt++) {
                progress.accept(c + ": " + count(before.segments().size(), "segment") + ", "
                        + count(before.files().size(), "file"));
                CollectionResult result = checks.run(before);
                CollectionState after = CollectionState.load(state, c);
                if (before.sameAs(after)) {
                    return result;
                }
                if (attempt == ATTEMPTS) {
                    return result.ofMovingTarget(c, earlier, ATTEMPTS);
                }
                progress.accept(c + ": it changed meanwhile, counting again");
                before = after;
                earlier = result.problems();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Collection " + c + " cannot be verified: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "Verification of " + c + " did not end",
                    "it was interrupted",
                    "Run it again",
                    e);
        }
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private List<Problem> roots(Set<CollectionName> collections) {
        List<Problem> problems = new ArrayList<>();
        List<ObjectStore> seen = new ArrayList<>();
        for (CollectionName c : collections) {
            ObjectStore lake = lakes.apply(c);
            if (seen.stream().noneMatch(other -> other.location().equals(lake.location()))) {
                seen.add(lake);
                problems.addAll(RootsCheck.run(lake, state, collections));
            }
        }
        return problems;
    }
}

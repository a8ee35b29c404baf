package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.Spools;
import io.tarn.landing.imports.ImportRecord.Page;
import io.tarn.landing.imports.ImportRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The import records of a collection: 256 objects by the first byte of the identity, each changed by compare-and-swap,
 * so that of two runs with the same file exactly one lands it. Not thread-safe.
 */
final class ImportBook {
    private final ImportPages pages;
    private final Map<String, Page> read = new HashMap<>();
    private final Clock clock;
    private final String host;
    private final Path spool;
    private final String writer;

    ImportBook(ObjectStore state, CollectionName collection, Clock clock, String host, Path spool, String writer) {
        this.pages = new ImportPages(state, collection);
        this.clock = clock;
        this.host = host;
        this.spool = spool.toAbsolutePath().normalize();
        this.writer = writer;
    }

    /** What came from the path of a file before. */
    Earlier earlier(Path file) {
        String path = Claim.path(file);
        List<String> identities = page(path).paths().getOrDefault(path, List.of());
        Map<String, ImportRecord> records = new HashMap<>();
        for (String identity : identities) {
            ImportRecord record = page(identity).imports().get(identity);
            if (record != null) {
                records.put(identity, record);
            }
        }
        return new Earlier(path, identities, records);
    }

    /** Makes {@link #earlier} look again. */
    void forget() {
        read.clear();
    }

    private Page page(String digest) {
        return read.computeIfAbsent(ImportPages.of(digest), pages::read);
    }

    /** Decides about each unit, and writes an open record for each that is to be landed. */
    Map<String, Decision> open(List<Unit> units, ImportConfig.Known known, ImportRecord.Options options) {
        Map<String, Decision> decisions = new ConcurrentHashMap<>();
        pages.change(byPage(units, Unit::identity, (unit, page) -> {
            Decision decision = decide(unit, page.imports().get(unit.identity()), known, options);
            decisions.put(unit.identity(), decision);
            if (decision instanceof Decision.Land land) {
                page.imports().put(unit.identity(), land.record());
            }
        }));
        withdraw(claim(units, decisions, known), decisions);
        return decisions;
    }

    /** Puts down where the units came from; gives those that another run was quicker with. */
    private List<Unit> claim(List<Unit> units, Map<String, Decision> decisions, ImportConfig.Known known) {
        Set<String> late = ConcurrentHashMap.newKeySet();
        List<Unit> claiming = units.stream()
                .filter(unit -> unit.claim() != null && claims(unit, unit.claim(), decisions.get(unit.identity())))
                .toList();
        pages.change(byPage(claiming, unit -> claimOf(unit).path(), (unit, page) -> {
            Claim claim = claimOf(unit);
            List<String> there = page.paths().getOrDefault(claim.path(), List.of());
            boolean lands = decisions.get(unit.identity()) instanceof Decision.Land;
            if (lands && known == ImportConfig.Known.SKIP && claim.isLate(there, unit.identity())) {
                late.add(unit.identity());
            } else {
                late.remove(unit.identity());
                page.paths().put(claim.path(), claim.with(there, unit.identity()));
            }
        }));
        return units.stream().filter(unit -> late.contains(unit.identity())).toList();
    }

    private static Claim claimOf(Unit unit) {
        return Objects.requireNonNull(unit.claim());
    }

    private static boolean claims(Unit unit, Claim claim, @Nullable Decision decision) {
        return decision instanceof Decision.Land
                || (decision instanceof Decision.Known && !claim.seen().contains(unit.identity()));
    }

    /** Nothing of these has been landed yet, and the other run's part would be landed twice. */
    private void withdraw(List<Unit> late, Map<String, Decision> decisions) {
        pages.change(byPage(late, Unit::identity, (unit, page) -> {
            boolean begunHere = decisions.get(unit.identity()) instanceof Decision.Land land
                    && land.record().equals(page.imports().get(unit.identity()))
                    && land.before().isEmpty();
            if (begunHere) {
                page.imports().remove(unit.identity());
            }
        }));
        for (Unit unit : late) {
            decisions.computeIfPresent(unit.identity(), (identity, decision) -> {
                String why = "another run has just begun to land another version of it; run this again when it is done";
                return decision instanceof Decision.Land land ? new Decision.Held(land.record(), why) : decision;
            });
        }
    }

    /** Writes the records of units whose frames are in the archive. */
    void end(Map<Unit, ImportRecord> ended) {
        pages.change(byPage(ended.keySet(), Unit::identity, (unit, page) -> page.imports()
                .put(unit.identity(), Objects.requireNonNull(ended.get(unit)))));
    }

    Instant now() {
        return clock.instant();
    }

    private Decision decide(
            Unit unit, @Nullable ImportRecord before, ImportConfig.Known known, ImportRecord.Options options) {
        if (before == null) {
            return new Decision.Land(fresh(unit, 1, options), List.of());
        }
        if (before.state() != State.OPEN || (isElsewhere(before) && known == ImportConfig.Known.LAND_AGAIN)) {
            return known == ImportConfig.Known.LAND_AGAIN
                    ? new Decision.Land(fresh(unit, before.run() + 1, options), List.of())
                    : new Decision.Known(before);
        }
        Optional<String> held = held(before);
        if (held.isEmpty()) {
            List<String> writers = new ArrayList<>(before.writers());
            writers.add(writer);
            // Of what came since the record was opened nothing can be in it: what has grown is ended first.
            ImportRecord resumed = before.resumedBy(host, spool.toString(), writers);
            boolean further = unit.continued() != null
                    && (before.continued() == null || unit.continued().isBehind(before.continued()));
            return new Decision.Land(further ? resumed.continuing(unit.continued()) : resumed, before.writers());
        }
        return new Decision.Held(before, held.get());
    }

    /** Why an import that somebody else has begun cannot be resumed here; empty where it can. */
    private Optional<String> held(ImportRecord open) {
        String begun = "begun at " + open.opened() + " on host '" + open.host() + "'";
        if (isElsewhere(open)) {
            return Optional.of(
                    begun + " and not ended; run 'tarn land' there, where its spool is, or, if that machine is"
                            + " gone for good, --again lands all of it once more");
        }
        Path folder = spool.getFileSystem().getPath(open.spool());
        for (String who : open.writers()) {
            if (Spools.isLive(folder, who)) {
                return Optional.of(begun + " by a run that is still alive; wait for it");
            }
            if (Files.isDirectory(folder.resolve(who))) {
                return Optional.of(begun + ", and its spool '" + folder.resolve(who) + "' is not published yet");
            }
        }
        return Optional.empty();
    }

    private boolean isElsewhere(ImportRecord open) {
        return !open.host().equals(host);
    }

    /** The record of something that no later run can know. */
    ImportRecord unrecorded(Unit unit, ImportRecord.Options options) {
        return fresh(unit, 1, options);
    }

    private ImportRecord fresh(Unit unit, int run, ImportRecord.Options options) {
        return new ImportRecord(
                State.OPEN,
                run,
                unit.path(),
                unit.member(),
                unit.importId(run),
                options,
                host,
                spool.toString(),
                List.of(writer),
                clock.instant(),
                null,
                unit.content().digest(),
                unit.content().bytes(),
                unit.content().lineEnd(),
                unit.content().lineDigest(),
                0,
                0,
                new TreeMap<>(),
                null,
                unit.continued(),
                null);
    }

    /** One change for each page, which takes all units on it. */
    private static Map<String, Consumer<Page>> byPage(
            Collection<Unit> units, Function<Unit, String> digest, BiConsumer<Unit, Page> change) {
        SortedMap<String, List<Unit>> pages = new TreeMap<>();
        for (Unit unit : units) {
            pages.computeIfAbsent(ImportPages.of(digest.apply(unit)), page -> new ArrayList<>())
                    .add(unit);
        }
        SortedMap<String, Consumer<Page>> changes = new TreeMap<>();
        pages.forEach((page, some) -> changes.put(page, copy -> some.forEach(unit -> change.accept(unit, copy))));
        return changes;
    }
}

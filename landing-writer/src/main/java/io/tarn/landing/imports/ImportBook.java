package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import io.tarn.landing.Spools;
import io.tarn.landing.imports.ImportRecord.Page;
import io.tarn.landing.imports.ImportRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The import records of a collection: 256 objects by the first byte of the identity, each changed by compare-and-swap,
 * so that of two runs with the same file exactly one lands it. Not thread-safe.
 */
final class ImportBook {
    private static final int PAGES_AT_ONCE = 8;

    private final ObjectStore state;
    private final CollectionName collection;
    private final Clock clock;
    private final String host;
    private final Path spool;
    private final String writer;

    ImportBook(ObjectStore state, CollectionName collection, Clock clock, String host, Path spool, String writer) {
        this.state = state;
        this.collection = collection;
        this.clock = clock;
        this.host = host;
        this.spool = spool.toAbsolutePath().normalize();
        this.writer = writer;
    }

    /** Decides about each unit, and writes an open record for each that is to be landed. */
    Map<String, Decision> open(List<Unit> units, ImportConfig.Known known, ImportRecord.Options options) {
        Map<String, Decision> decisions = new ConcurrentHashMap<>();
        byPage(units)
                .forEach((page, some) -> change(page, records -> {
                    SortedMap<String, ImportRecord> changed = new TreeMap<>(records);
                    for (Unit unit : some) {
                        Decision decision = decide(unit, records.get(unit.identity()), known, options);
                        decisions.put(unit.identity(), decision);
                        if (decision instanceof Decision.Land land) {
                            changed.put(unit.identity(), land.record());
                        }
                    }
                    return changed;
                }));
        return decisions;
    }

    /** Writes the records of units whose frames are in the archive. */
    void end(Map<Unit, ImportRecord> ended) {
        byPage(List.copyOf(ended.keySet()))
                .forEach((page, some) -> change(page, records -> {
                    SortedMap<String, ImportRecord> changed = new TreeMap<>(records);
                    some.forEach(unit -> changed.put(unit.identity(), ended.get(unit)));
                    return changed;
                }));
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
            return new Decision.Land(before.resumedBy(host, spool.toString(), writers), before.writers());
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
        Path folder = Path.of(open.spool());
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
                null);
    }

    /** Several pages at a time: each takes a few forces of the disk, or round trips to a bucket. */
    private static void eachPage(List<Unit> units, BiConsumer<String, List<Unit>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(PAGES_AT_ONCE, task -> {
            Thread thread = new Thread(task, "tarn-imports");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            byPage(units).forEach((page, some) -> running.add(threads.submit(() -> work.accept(page, some))));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while import records were written", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static SortedMap<String, List<Unit>> byPage(List<Unit> units) {
        SortedMap<String, List<Unit>> pages = new TreeMap<>();
        for (Unit unit : units) {
            pages.computeIfAbsent(unit.identity().substring(0, 2), page -> new ArrayList<>())
                    .add(unit);
        }
        return pages;
    }

    private void change(String page, UnaryOperator<SortedMap<String, ImportRecord>> change) {
        String key = Keys.imports(collection, page);
        while (true) {
            Optional<Versioned> before = state.read(key);
            SortedMap<String, ImportRecord> records = before.map(
                            v -> Json.read(v.bytes(), Page.class, key).imports())
                    .orElseGet(TreeMap::new);
            SortedMap<String, ImportRecord> after = change.apply(records);
            if (after.equals(records)) {
                return;
            }
            String version = before.map(Versioned::version).orElse(null);
            if (state.swap(key, version, Json.write(new Page(after))).isPresent()) {
                return;
            }
        }
    }
}

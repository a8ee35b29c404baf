package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.report.Balance;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.verify.CollectionState.DayFile;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All checks of one collection, over one state of it. */
final class CollectionChecks {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long DEEP_BATCH = 8L << 30;

    private final CollectionName collection;
    private final ObjectStore lake;
    private final ObjectStore state;
    private final Catalog catalog;
    private final ToLongFunction<CollectionName> spooled;
    private final Path work;
    private final VerifyMode mode;

    CollectionChecks(
            CollectionName collection,
            ObjectStore lake,
            ObjectStore state,
            Catalog catalog,
            ToLongFunction<CollectionName> spooled,
            Path work,
            VerifyMode mode) {
        this.collection = collection;
        this.lake = lake;
        this.state = state;
        this.catalog = catalog;
        this.spooled = spooled;
        this.work = work;
        this.mode = mode;
    }

    CollectionResult run(CollectionState snapshot) throws IOException, InterruptedException {
        Findings findings = new Findings(collection);
        new LogCheck(snapshot, findings).run();
        new StrangerCheck(snapshot, lake, state, findings).run();
        new UnhydratedCheck(state, findings).run(snapshot);
        DocumentCheck documents = new DocumentCheck(snapshot, state, findings);
        boolean comparable = documents.run(mode);
        documents
                .table(catalog)
                .ifPresent(table -> new CatalogCheck(snapshot, lake.location(), state.location(), findings).run(table));
        FileCheck files = new FileCheck(lake, state, findings);
        check(snapshot.files(), files);
        Map<String, Long> quarantined = new DerivedCheck(state, findings, mode).check(snapshot);
        long spooledNow = spooled.applyAsLong(collection);
        Balance balance = new BalanceCounter(snapshot, files.rows(), quarantined, spooledNow).count();
        if (mode == VerifyMode.DEEP && !comparable) {
            findings.note("rows were not compared with their events, because versions of schema or settings are lost");
        }
        long rows = mode == VerifyMode.DEEP && comparable ? deep(snapshot, findings) : 0;
        return new CollectionResult(
                balance, findings.listed(), findings.notes(), snapshot.files().size(), rows);
    }

    private void check(List<DayFile> all, FileCheck files) throws InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (DayFile file : all) {
            tasks.add(() -> {
                files.check(file, mode);
                return null;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private long deep(CollectionState snapshot, Findings findings) throws IOException, InterruptedException {
        SchemaRegistry schemas = new SchemaRegistry(state);
        SettingsRegistry settings = new SettingsRegistry(state);
        AtomicLong compared = new AtomicLong();
        DeepSources sources = new DeepSources(
                snapshot,
                lake,
                state,
                version -> schemas.version(collection, version),
                version -> settings.version(collection, version),
                findings.problems(),
                compared);
        Files.createDirectories(work);
        Path own = Files.createTempDirectory(work, "tarn-verify-" + collection + "-");
        try {
            new DeepVerify(sources, own, THREADS, DEEP_BATCH).run();
        } finally {
            delete(own);
        }
        return compared.get();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

package io.tarn.orchestration.demo;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.spark.SparkEngine;
import io.tarn.ingest.verify.VerifyJob;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.ingest.verify.VerifyRequest;
import io.tarn.landing.Ack;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import io.tarn.landing.imports.ImportConfig;
import io.tarn.landing.imports.ImportProgress;
import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.Importer;
import io.tarn.landing.imports.Sources;
import io.tarn.orchestration.query.QueryEngine;
import io.tarn.schema.catalog.Catalogs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The lake of the demo, driven by the very code of the commands and of the landing library. */
final class DemoLake implements AutoCloseable {
    private final Path folder;
    private final TarnConfig config;
    private final ObjectStore state;
    private final Clock clock;
    private final CompletableFuture<Engine> spark;
    private final LandingWriter till;

    /** @param folder where {@link DemoConfig} lies */
    DemoLake(Path folder, TarnConfig config, Clock clock) {
        this.folder = folder;
        this.config = config;
        this.clock = clock;
        state = Stores.open(config.state());
        // Starting Spark takes seconds, in which the shop can write and land its first files.
        spark = CompletableFuture.supplyAsync(
                () -> SparkEngine.local(config.engine().master()));
        till = LandingWriter.open(LandingConfig.of(folder.resolve("lake")).withClock(clock));
    }

    /** As {@code tarn land}, in the folder of {@code tarn.yaml}. */
    ImportReport land(String collection, String path) {
        CollectionName name = new CollectionName(collection);
        ImportConfig imports = ImportConfig.of(landing(name), name);
        try {
            return new Importer(imports, ImportProgress.NONE).run(Sources.of(List.of(path), folder, System.in));
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "File '" + path + "' of the demo cannot be landed",
                    e.toString(),
                    "Look at the space on its disk, or give another folder with --dir",
                    e);
        }
    }

    private LandingConfig landing(CollectionName name) {
        CollectionConfig own = config.collection(name);
        return new LandingConfig(
                config.spool(),
                state,
                own.segment().size().bytes(),
                own.segment().age(),
                Math.toIntExact(own.maxEventSize(CollectionConfig.IMPORT_CAP).bytes()),
                clock);
    }

    /** As a producer that has the landing library in it: each event with an id, acknowledged when it is on the disk. */
    void produce(String collection, List<Line> lines) {
        List<CompletableFuture<Ack>> acks = new ArrayList<>(lines.size());
        for (Line line : lines) {
            acks.add(till.append(collection, Event.of(line.bytes()).withId(line.id())));
        }
        acks.forEach(ack -> ack.join().orThrow());
        till.flush();
    }

    /** As {@code tarn compact}. */
    CompactResult compact() {
        CompactSetup usual = CompactSetup.of(config, EngineChoice.given(spark.join()));
        CompactSetup setup = new CompactSetup(
                usual.state(),
                usual.lakes(),
                usual.configs(),
                usual.mayCreate(),
                usual.listed(),
                usual.catalog(),
                usual.engine(),
                usual.spool(),
                usual.processes(),
                clock,
                usual.steps());
        return new CompactJob(setup).run(CompactRequest.ALL);
    }

    /** As {@code tarn verify --deep}. */
    VerifyReport verifyDeep() {
        VerifyJob job = VerifyJob.of(config, progress -> {});
        return job.run(new VerifyRequest(Set.<CollectionName>of(), VerifyMode.DEEP));
    }

    /** As {@code tarn query}; nulls are empty. */
    List<List<String>> query(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (QueryEngine duck = QueryEngine.open(state, Catalogs.of(config, state))) {
            duck.run(sql, new Cells(rows));
        }
        return rows;
    }

    /** Takes the rows of an answer as text. */
    private record Cells(List<List<String>> rows) implements QueryEngine.Rows {
        @Override
        public void head(List<QueryEngine.ResultColumn> columns) {
            rows.clear();
        }

        @Override
        public void row(ResultSet row) throws SQLException {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                @Nullable String cell = row.getString(i);
                cells.add(cell == null ? "" : cell);
            }
            rows.add(cells);
        }

        @Override
        public void end() {}
    }

    @Override
    public void close() {
        till.close();
        // Where Spark did not start, whoever needed it was told.
        spark.exceptionally(failure -> null).thenAccept(DemoLake::stop).join();
    }

    private static void stop(@Nullable Engine engine) {
        if (engine != null) {
            engine.close();
        }
    }
}

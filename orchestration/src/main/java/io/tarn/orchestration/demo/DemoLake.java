package io.tarn.orchestration.demo;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
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
import io.tarn.landing.Spools;
import io.tarn.schema.catalog.FileCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The lake of the demo, driven by the very code of the commands and of the landing library. */
final class DemoLake implements AutoCloseable {
    private final Path folder;
    private final TarnConfig config;
    private final ObjectStore state;
    private final Clock clock;
    private final Engine spark;
    private final LandingWriter till;

    /** @param folder where {@link DemoConfig} lies */
    DemoLake(Path folder, TarnConfig config, Clock clock) {
        this.folder = folder;
        this.config = config;
        this.clock = clock;
        state = Stores.open(config.state());
        spark = SparkEngine.local(config.engine().master());
        till = LandingWriter.open(LandingConfig.of(folder.resolve("lake")).withClock(clock));
    }

    /** As {@code tarn land}. */
    void land(String collection, Path file, long events) {
        throw new UnsupportedOperationException(collection + file + events + config + clock);
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
        CompactSetup usual = CompactSetup.of(config, EngineChoice.given(spark));
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
        throw new UnsupportedOperationException(setup + " " + CompactRequest.ALL);
    }

    /** As {@code tarn verify --deep}. */
    VerifyReport verifyDeep() {
        VerifyJob job = new VerifyJob(
                state,
                name -> Stores.open(config.collection(name).lake()),
                new FileCatalog(state),
                name -> Spools.spooledFrames(config.spool(), name, state),
                folder.resolve("verify"),
                progress -> {});
        return job.run(new VerifyRequest(Set.<CollectionName>of(), VerifyMode.DEEP));
    }

    /** As {@code tarn query}. */
    List<List<String>> query(String sql) {
        throw new UnsupportedOperationException(sql);
    }

    @Override
    public void close() {
        till.close();
        spark.close();
    }
}

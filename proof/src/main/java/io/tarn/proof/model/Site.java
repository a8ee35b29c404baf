package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.publish.Steps;
import io.tarn.landing.Disk;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.Spools;
import io.tarn.schema.catalog.FileCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A lake in a folder as one process sees it. Everything that can fail or be watched is put in here.
 *
 * @param lake the lake root; the state root is {@code _tarn} in it, files to land lie beside it
 * @param stores put around each store that is opened, lake and state
 * @param spools through which file system the spool is reached
 * @param disk under the landing spool
 */
public record Site(
        Path lake,
        TarnConfig config,
        SetClock clock,
        UnaryOperator<ObjectStore> stores,
        UnaryOperator<Path> spools,
        Disk disk,
        Steps steps,
        Processes processes) {
    /** Small enough that a handful of events close a segment. */
    private static final long SEGMENT_BYTES = 2 << 10;

    private static final int LARGEST_EVENT = 1 << 20;

    /** A lake of the two collections of {@link Workload}, on this machine. */
    public static Site of(Path lake, SetClock clock) {
        return new Site(
                lake,
                TarnConfig.ofLake(lake, Workload.SETTINGS),
                clock,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                Disk.REAL,
                Steps.NONE,
                Processes.ofThisMachine(clock));
    }

    /** The same with stores that can fail or be watched. */
    public Site withStores(UnaryOperator<ObjectStore> other) {
        return new Site(lake, config, clock, other, spools, disk, steps, processes);
    }

    /** The same with a spool that can fail. */
    public Site withSpools(UnaryOperator<Path> other) {
        return new Site(lake, config, clock, stores, other, disk, steps, processes);
    }

    /** The same with a disk under its spool that can fail or be watched. */
    public Site withDisk(Disk other) {
        return new Site(lake, config, clock, stores, spools, other, steps, processes);
    }

    /** The same with somebody who is told of each step. */
    public Site withSteps(Steps other) {
        return new Site(lake, config, clock, stores, spools, disk, other, processes);
    }

    /** The same with other processes around it. */
    public Site withProcesses(Processes other) {
        return new Site(lake, config, clock, stores, spools, disk, steps, other);
    }

    /** The state root. */
    public ObjectStore state() {
        return stores.apply(Stores.open(config.state()));
    }

    /** Where files lie that are landed. */
    Path files() {
        return lake.resolveSibling(lake.getFileName() + "-files");
    }

    LandingConfig landing() {
        return new LandingConfig(
                        spools.apply(config.spool()),
                        state(),
                        SEGMENT_BYTES,
                        Duration.ofMinutes(1),
                        LARGEST_EVENT,
                        clock)
                .withDisk(disk);
    }

    CompactSetup compaction() {
        ObjectStore state = state();
        return new CompactSetup(
                state,
                location -> stores.apply(Stores.open(location)),
                config::collection,
                config::mayCreate,
                new TreeSet<>(config.listed()),
                new FileCatalog(state),
                EngineChoice.given(new ThreadsEngine(2)),
                new MachineSpool(spools.apply(config.spool()), state, clock, disk),
                processes,
                clock,
                steps);
    }

    private record MachineSpool(Path folder, ObjectStore state, SetClock clock, Disk disk)
            implements CompactSetup.Spool {
        @Override
        public List<String> publishDead() {
            return Spools.publishDead(folder, state, clock, disk).problems();
        }

        @Override
        public long frames(CollectionName collection) {
            return Spools.spooledFrames(folder, collection, state);
        }

        @Override
        public boolean mayLive(String writer) {
            return Spools.isLive(folder, writer);
        }
    }
}

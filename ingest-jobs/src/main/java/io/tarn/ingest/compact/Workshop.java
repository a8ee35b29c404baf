package io.tarn.ingest.compact;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.head.Owner;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.publish.CatalogSync;
import io.tarn.ingest.publish.Target;
import io.tarn.ingest.sweep.WorkAreas;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.VersionedSettings;
import java.util.concurrent.atomic.AtomicInteger;

/** What one run needs for one collection, put together once. */
final class Workshop {
    final CollectionName collection;
    final CollectionConfig config;
    final VersionedSettings settings;
    final Target target;
    final HydrateLog log;
    final CatalogSync catalog;
    final SchemaRegistry schemas;
    final WorkAreas areas;
    final EngineChoice engine;
    final Owner self;
    private final String run;
    private final AtomicInteger areasBegun = new AtomicInteger();

    private Workshop(CompactSetup setup, CollectionConfig config, VersionedSettings settings, String run, Owner self) {
        ObjectStore lake = setup.lakes().apply(config.lake());
        this.collection = config.name();
        this.config = config;
        this.settings = settings;
        this.target = new Target(collection, lake, setup.state(), setup.clock(), setup.steps());
        this.log = new HydrateLog(setup.state(), collection);
        this.catalog = new CatalogSync(target, setup.catalog());
        this.schemas = new SchemaRegistry(setup.state());
        this.areas = new WorkAreas(setup.state(), collection);
        this.engine = setup.engine();
        this.run = run;
        this.self = self;
    }

    /** With the newest settings, which must be those of the configuration. */
    static Workshop of(CompactSetup setup, CollectionName collection, String run) {
        CollectionConfig config = setup.configs().apply(collection);
        VersionedSettings settings =
                new SettingsCheck(new SettingsRegistry(setup.state())).agreed(collection, config.rows());
        return new Workshop(setup, config, settings, run, setup.processes().self());
    }

    /** A name for a work area that was never used. */
    String newArea() {
        return run + "-" + areasBegun.incrementAndGet();
    }

    FileSizes sizes() {
        return new FileSizes(
                config.targetFileSize().bytes(), config.rowGroupSize().bytes());
    }

    DayRules rules() {
        return DayRules.of(config);
    }
}

package io.tarn.ingest.compact;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.head.Owner;
import io.tarn.core.log.LogRecord;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.publish.CatalogSync;
import io.tarn.ingest.publish.Target;
import io.tarn.ingest.repair.RepairTools;
import io.tarn.ingest.sweep.WorkAreas;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.VersionedSettings;
import io.tarn.schema.catalog.Catalog;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What one run needs for one collection, put together once. */
final class Workshop {
    final CollectionName collection;
    final CollectionConfig config;
    final VersionedSettings settings;
    final Target target;
    final HydrateLog log;
    final CatalogSync catalog;
    private final Catalog tables;
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
        this.tables = setup.catalog();
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
        SettingsCheck check = new SettingsCheck(new SettingsRegistry(setup.state()));
        last(setup, collection).ifPresent(record -> check.requireNewest(collection, record));
        VersionedSettings settings = check.agreed(collection, config.rows());
        return new Workshop(setup, config, settings, run, setup.processes().self());
    }

    /** The last record, if any; of a log that cannot be read the run tells more. */
    private static Optional<LogRecord> last(CompactSetup setup, CollectionName collection) {
        HydrateLog log = new HydrateLog(setup.state(), collection);
        try {
            long n = log.tail().last();
            return n == 0 ? Optional.empty() : Optional.of(log.record(n));
        } catch (TarnException damaged) {
            return Optional.empty();
        }
    }

    /** A name for a work area that was never used. */
    String newArea() {
        return run + "-" + areasBegun.incrementAndGet();
    }

    RepairTools repairTools(DayMover mover) {
        return new RepairTools(
                target,
                log,
                tables,
                catalog,
                schemas,
                new SettingsRegistry(target.state()),
                areas,
                () -> engine.of(0),
                self,
                sizes(),
                this::newArea,
                mover::replaceBy);
    }

    FileSizes sizes() {
        return new FileSizes(
                config.targetFileSize().bytes(), config.rowGroupSize().bytes());
    }

    DayRules rules() {
        return DayRules.of(config);
    }
}

package io.tarn.ingest.repair;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Owner;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.publish.CatalogSync;
import io.tarn.ingest.publish.Target;
import io.tarn.ingest.sweep.WorkAreas;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.catalog.Catalog;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the repair of one collection works with. Only for the holder of its lease.
 *
 * @param sync makes the catalog agree with the heads
 * @param engine opened when something has to be built
 * @param sizes of the files that are built
 * @param newArea names a work area that was never used
 * @param replacer gives a sealed day new files
 */
public record RepairTools(
        Target target,
        HydrateLog log,
        Catalog catalog,
        CatalogSync sync,
        SchemaRegistry schemas,
        SettingsRegistry settings,
        WorkAreas areas,
        Supplier<Engine> engine,
        Owner self,
        FileSizes sizes,
        Supplier<String> newArea,
        Replacer replacer) {

    /** Replaces the files of sealed days by the replace transaction. */
    @FunctionalInterface
    public interface Replacer {
        /**
         * Gives a day new files.
         *
         * @param inputs completed files that together hold every row of the day that its head has, once
         * @throws io.tarn.core.TarnException where the day keeps its files
         */
        void replace(LocalDate day, List<FileEntry> inputs);
    }

    CollectionName collection() {
        return target.collection();
    }

    ObjectStore store(FileEntry file) {
        return file.root() == FileEntry.Root.LAKE ? target.lake() : target.state();
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Upload;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.UploadStager.Completion;
import io.tarn.ingest.engine.Engine;
import io.tarn.schema.SchemaPlanner;
import io.tarn.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A whole hydrate, with the decisions that its callers make taken by the test. */
public record Hydrated(HydrateSpec spec, Routed routed, Deduped deduped, TableSchema schema, Built built) {

    public static Hydrated of(Engine engine, HydrateSpec spec, List<DerivedObject> lookBack, Placement placement) {
        return of(engine, spec, lookBack, placement, "tx");
    }

    public static Hydrated of(
            Engine engine, HydrateSpec spec, List<DerivedObject> lookBack, Placement placement, String txid) {
        Hydration hydration = new Hydration(engine);
        Routed routed = hydration.route(spec);
        TableSchema schema = SchemaPlanner.next(TableSchema.EMPTY, routed.evidence(), spec.settings(), 1);
        Deduped deduped = hydration.dedupe(spec, routed, lookBack);
        SortedMap<LocalDate, Placement> days = new TreeMap<>();
        routed.days().keySet().forEach(day -> days.put(day, placement));
        return new Hydrated(spec, routed, deduped, schema, hydration.build(spec, routed, deduped, schema, txid, days));
    }

    /** All staged files. */
    public List<FileEntry> files() {
        return built.days().stream().flatMap(day -> day.staged().stream()).toList();
    }

    /** Makes the staged files objects. */
    public Hydrated complete(Archive archive) {
        built.days().stream().map(DayOutcome::staged).forEach(files -> complete(archive, files));
        return this;
    }

    public static void complete(Archive archive, List<FileEntry> files) {
        for (FileEntry file : files) {
            ObjectStore store = file.root() == Root.LAKE ? archive.lake() : archive.state();
            Upload upload = file.upload();
            if (upload == null || store.complete(file.key(), upload.id(), upload.parts()) != Completion.COMPLETED) {
                throw new AssertionError("not completed: " + file);
            }
        }
    }
}

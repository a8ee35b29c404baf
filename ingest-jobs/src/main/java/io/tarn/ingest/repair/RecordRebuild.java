package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Upload;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.ingest.hydrate.Built;
import io.tarn.ingest.hydrate.Deduped;
import io.tarn.ingest.hydrate.Frames;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Hydration;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.publish.Txid;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import io.tarn.schema.Evidence;
import io.tarn.schema.TableSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Hydrates what a log record hydrated again: its segments, its versions of schema and settings, the ids of the records
 * before it, by the same code.
 */
final class RecordRebuild {
    private final RepairTools tools;

    RecordRebuild(RepairTools tools) {
        this.tools = tools;
    }

    /**
     * Stages the rows of a record for a day again.
     *
     * @param txid names the files
     * @throws TarnException where the archive does not give the rows that the record counted
     */
    List<FileEntry> day(LogRecord record, LocalDate day, Placement placement, String txid) {
        DayOutcome recorded = outcome(record, day);
        WorkArea area = tools.areas().begin(tools.newArea().get(), tools.self(), record.n(), List.of(txid));
        HydrateSpec spec = spec(record, area).filesOnly();
        Hydration hydration = new Hydration(tools.engine().get());
        Routed routed = routed(hydration, spec, record);
        Deduped deduped = hydration.dedupe(spec, routed, tools.log().idsBefore(record.n()));
        Built built =
                hydration.build(spec, routed, deduped, schema(record), txid, new TreeMap<>(Map.of(day, placement)));
        tools.areas().delete(area.run());
        List<FileEntry> staged =
                built.days().stream().flatMap(of -> of.staged().stream()).toList();
        long rows = staged.stream().mapToLong(FileEntry::rows).sum();
        if (rows != recorded.rows()) {
            abort(staged);
            throw refused(record, "the archive gives " + rows + " rows of " + day + " instead of " + recorded.rows());
        }
        return staged;
    }

    static DayOutcome outcome(LogRecord record, LocalDate day) {
        return record.days().stream()
                .filter(of -> of.day().equals(day.toString()))
                .findFirst()
                .orElseThrow(() -> refused(record, "it has no rows of " + day));
    }

    /** What a record's segments say about types. */
    Evidence evidence(LogRecord record) {
        WorkArea area = tools.areas().begin(tools.newArea().get(), tools.self(), record.n(), List.of());
        HydrateSpec spec = spec(record, area).filesOnly();
        Routed routed = routed(new Hydration(tools.engine().get()), spec, record);
        tools.areas().delete(area.run());
        return routed.evidence();
    }

    /** Quarantine and ids objects of a record, built anew under keys of their own. */
    record Derived(List<DerivedObject> quarantine, List<DerivedObject> ids) {}

    /** Builds quarantine and ids objects of a record again; they are gone when this returns. */
    void derived(LogRecord record, Consumer<Derived> use) {
        String txid = Txid.of(List.of("repair", record.collection(), Long.toString(record.n())));
        WorkArea area = tools.areas().begin(tools.newArea().get(), tools.self(), record.n(), List.of(txid));
        HydrateSpec spec = spec(record, area);
        Hydration hydration = new Hydration(tools.engine().get());
        Routed routed = routed(hydration, spec, record);
        Deduped deduped = hydration.dedupe(spec, routed, tools.log().idsBefore(record.n()));
        SortedMap<LocalDate, Placement> days = new TreeMap<>();
        routed.days().keySet().forEach(day -> days.put(day, Placement.WAITING));
        Built built = hydration.build(spec, routed, deduped, schema(record), txid, days);
        built.days().forEach(day -> abort(day.staged()));
        List<DerivedObject> quarantine = new ArrayList<>(routed.quarantine());
        quarantine.addAll(built.quarantine());
        Derived derived = new Derived(quarantine, deduped.ids());
        try {
            use.accept(derived);
        } finally {
            derived.quarantine().forEach(object -> tools.target().state().delete(object.key()));
            derived.ids().forEach(object -> tools.target().state().delete(object.key()));
            tools.areas().delete(area.run());
        }
    }

    private HydrateSpec spec(LogRecord record, WorkArea area) {
        LogRecord.Retry retry = record.retry();
        return new HydrateSpec(
                        tools.target().lake().location(),
                        tools.target().state().location(),
                        record.collection(),
                        area.run(),
                        tools.settings().version(tools.collection(), record.settings()),
                        record.settings(),
                        tools.sizes(),
                        record.segments().stream()
                                .map(SegmentOutcome::key)
                                .sorted()
                                .toList())
                .only(retry == null ? Frames.ALL : Frames.of(retry.frames()));
    }

    private TableSchema schema(LogRecord record) {
        return tools.schemas().version(tools.collection(), record.schema());
    }

    private Routed routed(Hydration hydration, HydrateSpec spec, LogRecord record) {
        Routed routed = hydration.route(spec);
        if (!routed.unusable().isEmpty()) {
            throw refused(record, "its segment '" + routed.unusable().get(0).key() + "' cannot be read");
        }
        return routed;
    }

    /** Forgets uploads that are not wanted. */
    void abort(List<FileEntry> staged) {
        for (FileEntry file : staged) {
            Upload upload = file.upload();
            if (upload != null) {
                tools.store(file).abort(file.key(), upload.id());
            }
        }
    }

    private static TarnException refused(LogRecord record, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "Record " + record.n() + " of " + record.collection() + " cannot be built again",
                why,
                "Restore the segments that 'tarn verify' names from a copy of the bucket, then repair again");
    }
}

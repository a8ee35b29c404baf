package io.tarn.ingest.compact;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.ingest.hydrate.Built;
import io.tarn.ingest.hydrate.Deduped;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Hydration;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.merge.CopySpec;
import io.tarn.ingest.merge.Merge;
import io.tarn.ingest.merge.MergeSpec;
import io.tarn.ingest.publish.DayTransactions;
import io.tarn.ingest.publish.Restager;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import io.tarn.schema.SettingsRegistry;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stages files again that a record or a head promises and that were lost: from the same sources, by the same code. */
final class StageAgain implements Restager, DayTransactions.Remerger {
    private final Workshop shop;

    StageAgain(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public SortedMap<LocalDate, List<FileEntry>> restage(LogRecord record, SortedMap<LocalDate, Placement> days) {
        WorkArea area = shop.areas.begin(shop.newArea(), shop.self, record.n(), List.of(record.txid()));
        HydrateSpec spec = new HydrateSpec(
                        shop.target.lake().location(),
                        shop.target.state().location(),
                        shop.collection.value(),
                        area.run(),
                        new SettingsRegistry(shop.target.state()).version(shop.collection, record.settings()),
                        record.settings(),
                        shop.sizes(),
                        record.segments().stream()
                                .map(SegmentOutcome::key)
                                .sorted()
                                .toList())
                .only(RecordedFrames.of(record, shop.target.state()))
                .filesOnly();
        Hydration hydration = new Hydration(shop.engine.of(0));
        Routed routed = hydration.route(spec);
        // The tail is where the record before this one left it, since records are brought to their end in order.
        Deduped deduped = hydration.dedupe(spec, routed, shop.log.tail().ids());
        Built built = hydration.build(
                spec, routed, deduped, shop.schemas.version(shop.collection, record.schema()), record.txid(), days);
        shop.areas.empty(area.run());
        SortedMap<LocalDate, List<FileEntry>> staged = new TreeMap<>();
        for (DayOutcome day : built.days()) {
            staged.put(LocalDate.parse(day.day()), day.staged());
        }
        return staged;
    }

    @Override
    public List<FileEntry> restage(LocalDate day, Pending pending, List<FileEntry> inputs) {
        WorkArea area = shop.areas.begin(shop.newArea(), shop.self, 0, List.of(pending.txid()));
        Merge merge = new Merge(shop.engine.of(0));
        List<FileEntry> staged = pending.kind() == Kind.RETURN
                ? merge.copy(copies(day, inputs))
                : merge.stage(List.of(spec(day, pending.txid(), Root.LAKE, inputs)))
                        .get(0);
        shop.areas.empty(area.run());
        return staged;
    }

    /**
     * How a day's files become its final ones, or their replacements; the schema is the newest that any of them was
     * written with.
     */
    MergeSpec spec(LocalDate day, String txid, Root root, List<FileEntry> inputs) {
        int schema = inputs.stream().mapToInt(FileEntry::schema).max().orElse(0);
        return new MergeSpec(
                shop.target.lake().location(),
                shop.target.state().location(),
                shop.collection.value(),
                day,
                txid,
                root,
                inputs,
                shop.schemas.version(shop.collection, schema),
                shop.sizes());
    }

    /** How the new files of a replaced day get to where they stay. */
    List<CopySpec> copies(LocalDate day, List<FileEntry> gen) {
        String partition = Keys.lakePartition(shop.collection, day);
        return gen.stream()
                .map(file -> new CopySpec(
                        shop.target.lake().location(),
                        shop.target.state().location(),
                        file,
                        partition + file.key().substring(Keys.folder(file.key()).length())))
                .toList();
    }
}

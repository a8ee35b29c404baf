package io.tarn.ingest.compact;

import io.tarn.core.SeqRange;
import io.tarn.core.head.Head;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogTail;
import io.tarn.ingest.hydrate.Built;
import io.tarn.ingest.hydrate.Carried;
import io.tarn.ingest.hydrate.Deduped;
import io.tarn.ingest.hydrate.Frames;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Hydration;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.plan.PlacementPlanner;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.publish.Txid;
import io.tarn.ingest.sweep.Sweeper;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import io.tarn.schema.Evidence;
import io.tarn.schema.SchemaPlanner;
import io.tarn.schema.TableSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One try to become the log record after {@code tail}: of whole new segments, or of frames that were set aside. */
final class HydrateAttempt {
    private final Workshop shop;
    private final LogTail tail;
    private final Landing landing;
    private final WorkArea area;
    private final Hydration hydration;
    private final HydrateSpec spec;

    /**
     * @param segments keys, sorted
     * @param bytes to read
     */
    HydrateAttempt(
            Workshop shop,
            LogTail tail,
            Landing landing,
            List<String> segments,
            Frames frames,
            HydrateSpec.Outputs outputs,
            long bytes) {
        this.shop = shop;
        this.tail = tail;
        this.landing = landing;
        this.area = shop.areas.begin(shop.newArea(), shop.self, tail.last() + 1, List.of());
        this.hydration = new Hydration(shop.engine.of(bytes));
        HydrateSpec all = new HydrateSpec(
                shop.target.lake().location(),
                shop.target.state().location(),
                shop.collection.value(),
                area.run(),
                shop.settings.settings(),
                shop.settings.version(),
                shop.sizes(),
                segments);
        HydrateSpec these = all.only(frames);
        this.spec = outputs == HydrateSpec.Outputs.FILES ? these.filesOnly() : these;
    }

    Routed route() {
        return hydration.route(spec);
    }

    Deduped dedupe(Routed routed) {
        return hydration.dedupe(spec, routed, tail.ids());
    }

    /** What is left of the quarantine objects in which the frames of a retry are. */
    Carried carryOver(Routed routed, List<DerivedObject> objects) {
        return hydration.carryOver(spec, routed, objects);
    }

    /** The record, with its files staged. */
    LogRecord staged(Routed routed, Deduped deduped, Carried carried) {
        TableSchema schema = decided(routed.evidence());
        String txid = txid(routed, schema);
        shop.areas.staging(area, List.of(txid));
        Built built = hydration.build(spec, routed, deduped, schema, txid, placements(routed));
        List<DerivedObject> quarantine = new ArrayList<>(carried.left());
        quarantine.addAll(routed.quarantine());
        quarantine.addAll(built.quarantine());
        return new LogRecord(
                tail.last() + 1,
                txid,
                shop.collection.value(),
                schema.version(),
                shop.settings.version(),
                built.segments(),
                built.days(),
                quarantine,
                deduped.ids(),
                deduped.idsReplaced(),
                retry(routed, carried),
                shop.target.clock().instant(),
                shop.self);
    }

    private static LogRecord.@Nullable Retry retry(Routed routed, Carried carried) {
        if (carried.replaced().isEmpty()) {
            return null;
        }
        SortedMap<String, List<SeqRange>> frames = new TreeMap<>();
        routed.segments().forEach(segment -> frames.put(segment.key(), segment.frames()));
        return new LogRecord.Retry(frames, carried.replaced());
    }

    private TableSchema decided(Evidence evidence) {
        while (true) {
            TableSchema newest = shop.schemas.newest(shop.collection);
            TableSchema next = SchemaPlanner.next(newest, evidence, shop.settings.settings(), shop.settings.version());
            shop.target.steps().at("schema.commit " + next.version());
            if (next == newest || shop.schemas.commit(shop.collection, next)) {
                return next;
            }
        }
    }

    private String txid(Routed routed, TableSchema schema) {
        List<String> parts = new ArrayList<>();
        parts.add(shop.collection.value());
        routed.segments().forEach(segment -> {
            parts.add(segment.key());
            segment.frames().forEach(range -> parts.add(range.first() + "-" + range.last()));
        });
        parts.add("schema " + schema.version());
        parts.add("settings " + shop.settings.version());
        return Txid.of(parts);
    }

    private SortedMap<LocalDate, Placement> placements(Routed routed) {
        Heads heads = shop.target.heads();
        Map<LocalDate, Head> known = new HashMap<>();
        for (LocalDate day : routed.days().keySet()) {
            heads.read(day).ifPresent(head -> known.put(day, head));
        }
        return PlacementPlanner.place(
                routed.days().keySet(), known, shop.rules(), shop.target.clock().instant(), landing);
    }

    /** Empties the work area; what the record names stays, and the sweep takes what lost attempts left. */
    void end() {
        shop.areas.empty(area.run());
    }

    /** Takes away everything: it did not become a record. */
    void abandon() {
        new Sweeper(shop.target, shop.log).abandoned(area);
    }
}

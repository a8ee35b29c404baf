package io.tarn.ingest.compact;

import io.tarn.core.head.Head;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogTail;
import io.tarn.ingest.arrival.NewSegments;
import io.tarn.ingest.arrival.NewSegments.Arrived;
import io.tarn.ingest.hydrate.Built;
import io.tarn.ingest.hydrate.Deduped;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Hydration;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.plan.PlacementPlanner;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.publish.RecordPublisher;
import io.tarn.ingest.publish.Txid;
import io.tarn.ingest.publish.Verifier;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import io.tarn.schema.Evidence;
import io.tarn.schema.SchemaPlanner;
import io.tarn.schema.TableSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** New segments become rows: routed, schema decided, de-duplicated, built, checked, recorded, applied. */
final class Hydrator {
    private final Workshop shop;
    private final RecordPublisher publisher;
    private final Verifier verifier;

    Hydrator(Workshop shop, RecordPublisher publisher) {
        this.shop = shop;
        this.publisher = publisher;
        this.verifier = new Verifier(shop.target.lake(), shop.target.state());
    }

    /** What came of it: no record where no segment could be read. */
    record Hydrated(Optional<LogRecord> record, List<Routed.Unusable> unusable) {}

    /** At most one record is unfinished: whoever comes brings it to its end, before the next. */
    LogTail finishUnfinished() {
        LogTail tail = shop.log.tail();
        for (LogRecord record : shop.log.records(tail.done(), tail.last())) {
            publisher.finish(record);
        }
        return shop.log.tail();
    }

    /**
     * Hydrates.
     *
     * @param find the new segments, given those that are hydrated
     * @param hydrated gains the segments of every record that is there when this returns
     */
    Hydrated hydrate(Function<HydratedSegments, NewSegments> find, HydratedSegments hydrated, Landing landing) {
        while (true) {
            // What is new is told by exactly the records before the one that this is to become: a record that
            // another run created in between takes the number, and all is planned again.
            LogTail tail = finishUnfinished();
            hydrated.add(shop.log.records(hydrated.through(), tail.last()));
            NewSegments found = find.apply(hydrated);
            if (found.fresh().isEmpty()) {
                return new Hydrated(Optional.empty(), List.of());
            }
            Attempt attempt = new Attempt(found, tail, landing);
            Optional<LogRecord> staged = attempt.staged();
            boolean recorded = staged.isPresent() && publisher.record(verifier.hydrate(staged.get()));
            if (recorded) {
                publisher.finish(staged.get());
                hydrated.add(List.of(staged.get()));
            }
            shop.areas.delete(attempt.area.run());
            if (recorded || staged.isEmpty()) {
                return new Hydrated(staged, attempt.unusable);
            }
        }
    }

    /** One try to become the log record after {@code tail}. */
    private final class Attempt {
        private final NewSegments found;
        private final LogTail tail;
        private final Landing landing;
        private final WorkArea area;
        private final Hydration hydration;
        private final HydrateSpec spec;
        private List<Routed.Unusable> unusable = List.of();

        Attempt(NewSegments found, LogTail tail, Landing landing) {
            this.found = found;
            this.tail = tail;
            this.landing = landing;
            this.area = shop.areas.begin(shop.newArea(), shop.self, tail.last() + 1, List.of());
            this.hydration = new Hydration(shop.engine.of(found.bytes()));
            this.spec = new HydrateSpec(
                    shop.target.lake().location(),
                    shop.target.state().location(),
                    shop.collection.value(),
                    area.run(),
                    shop.settings.settings(),
                    shop.settings.version(),
                    shop.sizes(),
                    found.fresh().stream()
                            .map(Arrived::segment)
                            .map(s -> s.key())
                            .sorted()
                            .toList());
        }

        Optional<LogRecord> staged() {
            Routed routed = hydration.route(spec);
            unusable = routed.unusable();
            if (routed.segments().isEmpty()) {
                return Optional.empty();
            }
            TableSchema schema = decided(routed.evidence());
            Deduped deduped = hydration.dedupe(spec, routed, tail.ids());
            String txid = txid(routed, schema);
            shop.areas.staging(area, List.of(txid));
            Built built = hydration.build(spec, routed, deduped, schema, txid, placements(routed));
            return Optional.of(record(txid, routed, schema, deduped, built));
        }

        private TableSchema decided(Evidence evidence) {
            while (true) {
                TableSchema newest = shop.schemas.newest(shop.collection);
                TableSchema next =
                        SchemaPlanner.next(newest, evidence, shop.settings.settings(), shop.settings.version());
                shop.target.steps().at("schema.commit " + next.version());
                if (next == newest || shop.schemas.commit(shop.collection, next)) {
                    return next;
                }
            }
        }

        private String txid(Routed routed, TableSchema schema) {
            List<String> parts = new ArrayList<>();
            parts.add(shop.collection.value());
            routed.segments().forEach(segment -> parts.add(segment.key()));
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
                    routed.days().keySet(),
                    known,
                    shop.rules(),
                    shop.target.clock().instant(),
                    landing);
        }

        private LogRecord record(String txid, Routed routed, TableSchema schema, Deduped deduped, Built built) {
            List<DerivedObject> quarantine = new ArrayList<>(routed.quarantine());
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
                    shop.target.clock().instant(),
                    shop.self);
        }
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.engine.Engine;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * The work of a hydrate, in the order route, (schema decision by the caller), dedupe, build, (publishing by the
 * caller), clean. What comes out depends on its arguments only, never on the engine (architecture, section 6).
 */
public final class Hydration {
    private final Engine engine;

    public Hydration(Engine engine) {
        this.engine = engine;
    }

    /** Reads each segment once: validates its frames, finds day and id, spills rows, sets the rest aside. */
    public Routed route(HydrateSpec spec) {
        List<RouteUnit> units = RouteUnit.of(spec, Stores.open(spec.state()));
        return RoutedUnit.together(engine.run("route " + spec.collection(), units, new RouteTask(spec)));
    }

    /**
     * Finds rows whose id is known: by the look-back, or by an earlier row of this hydrate (received-at, segment,
     * sequence).
     *
     * @param lookBack live ids objects before this hydrate; those out of reach are left unread
     */
    public Deduped dedupe(HydrateSpec spec, Routed routed, List<DerivedObject> lookBack) {
        if (routed.idRuns().isEmpty()) {
            return Deduped.NONE;
        }
        DedupeUnit unit = DedupeUnit.of(spec, routed, lookBack);
        return engine.run("dedupe " + spec.collection(), List.of(unit), new DedupeTask())
                .get(0);
    }

    /**
     * Takes the frames of a retry out of the quarantine objects they are in; without side effects on those.
     *
     * @param objects that may hold them
     */
    public Carried carryOver(HydrateSpec spec, Routed routed, List<DerivedObject> objects) {
        try {
            return new CarryOver(spec, routed).run(objects);
        } catch (IOException e) {
            throw new UncheckedIOException("Quarantine objects of " + spec.collection() + " cannot be carried over", e);
        }
    }

    /**
     * Builds the named days into staged uploads.
     *
     * @param txid names the files
     * @param days where the files of each day go; other days are left alone
     */
    public Built build(
            HydrateSpec spec,
            Routed routed,
            Deduped deduped,
            TableSchema schema,
            String txid,
            SortedMap<LocalDate, Placement> days) {
        List<BuildUnit> units = BuildUnit.of(spec.work(), routed, deduped, days);
        List<BuiltUnit> built = engine.run("build " + spec.collection(), units, new BuildTask(spec, schema, txid));
        return Outcomes.of(spec, routed, deduped, days, built);
    }

    /** Deletes the work area; also for a run that died. */
    public void clean(HydrateSpec spec) {
        ObjectStore state = Stores.open(spec.state());
        for (ObjectStat left : state.list(Keys.workOf(spec.name(), spec.run()))) {
            state.delete(left.key());
        }
    }
}

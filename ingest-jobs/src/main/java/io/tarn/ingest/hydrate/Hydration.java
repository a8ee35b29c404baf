package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.engine.Engine;
import io.tarn.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * The work of a hydrate, in the order route, (schema decision by the caller), dedupe, build, (publishing by the caller), clean. What comes out
 * depends on its arguments only, never on the engine (architecture, section 6).
 */
public final class Hydration {
    private final Engine engine;

    public Hydration(Engine engine) {
        this.engine = engine;
    }

    /** Reads each segment once: validates its frames, finds day and id, spills rows, sets the rest aside. */
    public Routed route(HydrateSpec spec) {
        throw new UnsupportedOperationException(engine.name());
    }

    /**
     * Finds rows whose id is known: by the look-back, or by an earlier row of this hydrate (received-at, segment, sequence).
     *
     * @param lookBack live ids objects before this hydrate; those out of reach are left unread
     */
    public Deduped dedupe(HydrateSpec spec, Routed routed, List<DerivedObject> lookBack) {
        throw new UnsupportedOperationException(engine.name());
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
        throw new UnsupportedOperationException(engine.name());
    }

    /** Deletes the work area; also for a run that died. */
    public void clean(HydrateSpec spec) {
        throw new UnsupportedOperationException(engine.name());
    }
}

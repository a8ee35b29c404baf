package io.tarn.ingest.publish;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStore;
import java.time.Clock;

/**
 * Where a collection is published.
 *
 * @param lake what readers list
 * @param state everything else
 * @param clock for ages and people, never for safety
 * @param steps told before each change
 */
public record Target(CollectionName collection, ObjectStore lake, ObjectStore state, Clock clock, Steps steps) {
    /** The heads of the collection. */
    public Heads heads() {
        return new Heads(state, collection, clock);
    }

    Uploads uploads() {
        return new Uploads(lake, state, steps);
    }
}

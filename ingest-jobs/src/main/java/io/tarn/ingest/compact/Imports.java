package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.plan.Landing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Whether more is about to land in a collection, so that a closed day should not get its final files yet. */
final class Imports {
    private final ObjectStore state;
    private final Clock clock;

    Imports(ObjectStore state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Under way while one of these segments is younger than an hour and belongs to no import that is done. */
    Landing landing(CollectionName collection, Collection<SegmentKey> candidates, HydratedSegments hydrated) {
        DayRules rules = DayRules.of(Duration.ZERO, Duration.ZERO);
        Instant now = clock.instant();
        for (SegmentKey segment : candidates) {
            Optional<ObjectStat> object = hydrated.contains(segment) ? Optional.empty() : state.stat(segment.key());
            if (object.isPresent() && !rules.rested(object.get().modified(), now)) {
                return Landing.UNDER_WAY;
            }
        }
        return Landing.RESTED;
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.arrival.Announcement;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.arrival.Arrivals;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Announces archived segments that neither a log record nor an arrival note names, so that the next compaction finds
 * them (architecture, section 5). A note too many does no harm.
 */
final class MissedArrivals {
    private final ObjectStore state;
    private final Clock clock;

    MissedArrivals(ObjectStore state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Gives how many were announced. */
    long announce(CollectionState collection) {
        Set<String> named = collection.named();
        Set<SegmentKey> noted = null;
        long announced = 0;
        for (SegmentKey segment : collection.segments()) {
            if (named.contains(segment.key())) {
                continue;
            }
            if (noted == null) {
                noted = new Arrivals(state, clock)
                        .unsettled().stream().map(Arrivals.Note::segment).collect(Collectors.toSet());
            }
            if (!noted.contains(segment)) {
                Announcement.of(segment, state, clock).confirm();
                announced++;
            }
        }
        return announced;
    }
}

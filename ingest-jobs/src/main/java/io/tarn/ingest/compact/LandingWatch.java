package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.plan.Landing;
import io.tarn.landing.imports.ImportedWriters;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether more is about to land in a collection, so that a closed day should not get its final files yet. */
final class LandingWatch {
    private final ObjectStore state;
    private final CompactSetup.Spool spool;
    private final Clock clock;

    LandingWatch(CompactSetup setup) {
        this.state = setup.state();
        this.spool = setup.spool();
        this.clock = setup.clock();
    }

    /**
     * Under way while a segment is younger than an hour and its import has not ended, or its writer may live.
     *
     * @param noted the newest last, so that the first look nearly always decides
     */
    Landing landing(CollectionName collection, List<SegmentKey> noted) {
        if (noted.isEmpty()) {
            return Landing.RESTED;
        }
        ImportedWriters imports = ImportedWriters.of(state, collection);
        Map<String, Boolean> landsMore = new HashMap<>();
        for (int i = noted.size() - 1; i >= 0; i--) {
            SegmentKey segment = noted.get(i);
            if (landsMore.computeIfAbsent(segment.writer(), writer -> mayLandMore(writer, imports)) && young(segment)) {
                return Landing.UNDER_WAY;
            }
        }
        return Landing.RESTED;
    }

    private boolean young(SegmentKey segment) {
        return state.stat(segment.key())
                .filter(found -> found.modified().plus(DayRules.REST).isAfter(clock.instant()))
                .isPresent();
    }

    private boolean mayLandMore(String writer, ImportedWriters imports) {
        return imports.open().contains(writer) || (!imports.ended().contains(writer) && spool.mayLive(writer));
    }
}

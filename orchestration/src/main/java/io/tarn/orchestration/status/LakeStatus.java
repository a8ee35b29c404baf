package io.tarn.orchestration.status;

import io.tarn.core.CollectionName;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.ingest.plan.DayPlanner;
import io.tarn.ingest.plan.DayRules;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.landing.Spools;
import io.tarn.orchestration.cli.CollectionNames;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What the heads say of the days, and what is not in them yet. */
final class LakeStatus {
    private final ObjectStore state;
    private final TarnConfig config;
    private final Clock clock;

    LakeStatus(ObjectStore state, TarnConfig config, Clock clock) {
        this.state = state;
        this.config = config;
        this.clock = clock;
    }

    /**
     * One collection.
     *
     * @param newest when the newest segment was published, by the store's clock; null where there is none
     * @param unhydrated frames of segments that no log record names
     * @param spooled frames in this machine's spool
     */
    record CollectionStatus(
            String collection, @Nullable Instant newest, long unhydrated, long spooled, List<DayStatus> days) {
        long rows() {
            return days.stream().mapToLong(DayStatus::rows).sum();
        }

        long bytes() {
            return days.stream().mapToLong(DayStatus::bytes).sum();
        }
    }

    /**
     * One event day.
     *
     * @param rows that readers see
     * @param waiting rows that no partition shows yet
     * @param due what the next compaction does, or ""
     */
    record DayStatus(String day, String state, long rows, long waiting, long files, long bytes, String due) {}

    List<CollectionStatus> of(List<String> named) {
        SortedSet<CollectionName> existing = KnownCollections.in(state);
        existing.addAll(Spools.collections(config.spool()));
        return CollectionNames.chosen(named, existing).stream().map(this::of).toList();
    }

    private CollectionStatus of(CollectionName collection) {
        HydrateLog log = new HydrateLog(state, collection);
        HydratedSegments hydrated = new HydratedSegments();
        hydrated.add(log.records(0, log.tail().last()));
        long unhydrated = 0;
        Instant newest = null;
        for (ObjectStat stat : state.list(Keys.archiveOf(collection))) {
            SegmentKey segment = SegmentKey.parse(stat.key()).orElse(null);
            if (segment != null) {
                unhydrated += hydrated.contains(segment) ? 0 : segment.count();
                newest = newest == null || stat.modified().isAfter(newest) ? stat.modified() : newest;
            }
        }
        List<DayStatus> days = new ArrayList<>();
        new Heads(state, collection, clock).all().values().forEach(head -> days.add(day(collection, head)));
        return new CollectionStatus(
                collection.value(), newest, unhydrated, Spools.spooledFrames(config.spool(), collection, state), days);
    }

    private DayStatus day(CollectionName collection, Head head) {
        CollectionConfig rules = config.collection(collection);
        DayPlan plan = DayPlanner.plan(head, DayRules.of(rules), Urgency.WHEN_DUE, Landing.UNDER_WAY, clock.instant());
        return new DayStatus(
                head.day(),
                head.state().name().toLowerCase(Locale.ROOT),
                head.rows(),
                head.waiting().stream().mapToLong(FileEntry::rows).sum(),
                head.files().size(),
                head.files().stream().mapToLong(FileEntry::size).sum(),
                plan.due() ? plan.action().name().toLowerCase(Locale.ROOT) : "");
    }
}

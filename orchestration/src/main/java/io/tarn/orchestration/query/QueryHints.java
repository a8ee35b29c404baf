package io.tarn.orchestration.query;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.arrival.Arrivals;
import io.tarn.ingest.arrival.Arrivals.Note;
import io.tarn.ingest.arrival.NewSegments;
import io.tarn.ingest.arrival.SegmentFinder;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.Numbers;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a query's answer does not say itself: events that it cannot see yet, and what could have been asked. */
final class QueryHints {
    private final ObjectStore state;
    private final String sql;

    QueryHints(ObjectStore state, String sql) {
        this.state = state;
        this.sql = sql.toLowerCase(Locale.ROOT);
    }

    /**
     * A line where collections that the query mentions have events in the archive that no compaction took. Looks at
     * what was announced only: to list the archive for each query would cost more than most queries.
     */
    Optional<String> unhydrated() {
        Map<CollectionName, List<SegmentKey>> announced = new TreeMap<>();
        for (Note note : new Arrivals(state, Clock.systemUTC()).unsettled()) {
            if (sql.contains(note.segment().collection().value())) {
                announced.merge(note.segment().collection(), List.of(note.segment()), QueryHints::joined);
            }
        }
        long events = 0;
        for (Map.Entry<CollectionName, List<SegmentKey>> each : announced.entrySet()) {
            events += unhydrated(each.getKey(), each.getValue());
        }
        return events == 0
                ? Optional.empty()
                : Optional.of(Numbers.count(events, "event") + (events == 1 ? " is" : " are")
                        + " not hydrated yet: run 'tarn compact'");
    }

    private long unhydrated(CollectionName collection, List<SegmentKey> announced) {
        HydrateLog log = new HydrateLog(state, collection);
        HydratedSegments hydrated = new HydratedSegments();
        hydrated.add(log.records(0, log.tail().last()));
        NewSegments found = new SegmentFinder(state).among(announced, hydrated);
        return found.fresh().stream()
                .mapToLong(arrived -> arrived.segment().count())
                .sum();
    }

    private static List<SegmentKey> joined(List<SegmentKey> some, List<SegmentKey> more) {
        List<SegmentKey> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The failure with the names that exist, where a table does not: DuckDB suggests tables of its own. */
    TarnException named(TarnException failure) {
        String message = failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getMessage()) : "";
        if (!message.contains("Table with name") || !message.contains("does not exist")) {
            return failure;
        }
        String missing = message.substring(0, message.indexOf("does not exist")).strip();
        String name = missing.substring(missing.lastIndexOf(' ') + 1);
        List<String> known =
                KnownCollections.in(state).stream().map(CollectionName::value).toList();
        return new TarnException(
                failure.exitCode(),
                "The query cannot be run",
                "there is no table " + name,
                known.isEmpty()
                        ? "Land something first: tarn land COLLECTION FILE"
                        : "There are " + String.join(", ", known) + " and " + QuarantineTable.NAME,
                failure);
    }
}

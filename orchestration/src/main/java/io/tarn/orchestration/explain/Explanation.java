package io.tarn.orchestration.explain;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.hydrate.EventIds;
import io.tarn.ingest.log.FrameHistory;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.publish.Heads;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.orchestration.explain.Match.Event;
import io.tarn.orchestration.explain.Match.Fate;
import io.tarn.orchestration.explain.RowSearch.Found;
import io.tarn.orchestration.quarantine.Quarantined;
import io.tarn.schema.SettingsRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows an event through one collection: rows, then what was set aside, then the archive. Of the archive only those
 * segments are read in which something is neither: that have dropped events, or are not (wholly) hydrated.
 */
final class Explanation {
    private final ObjectStore state;
    private final CollectionName collection;
    private final CollectionConfig config;
    private final RowSearch rows;
    private final Archive archive;
    private final Map<String, Head> heads = new TreeMap<>();
    private Map<String, FrameHistory> hydrated = Map.of();
    private final Map<Integer, EventIds> ids = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Match> matches = new ArrayList<>();

    Explanation(ObjectStore state, CollectionConfig config, RowSearch rows, Consumer<String> notes) {
        this.state = state;
        this.collection = config.name();
        this.config = config;
        this.rows = rows;
        this.archive = new Archive(state, notes);
    }

    List<Match> of(Wanted wanted) {
        HydrateLog log = new HydrateLog(state, collection);
        hydrated = FrameHistory.of(log.records(0, log.tail().last()));
        new Heads(state, collection, Clock.systemUTC()).all().values().forEach(head -> heads.put(head.day(), head));
        published(wanted);
        quarantined(wanted);
        archived(wanted);
        return matches;
    }

    private void published(Wanted wanted) {
        for (Found row : find(wanted)) {
            seen.add(place(row.segment(), row.seq()));
            @Nullable
            Event event = archive.frame(row.segment(), row.seq()).map(Event::of).orElse(null);
            matches.add(new Match(
                    collection.value(),
                    row.eventId(),
                    row.fate(),
                    row.segment(),
                    row.seq(),
                    logRecord(row.segment(), row.seq()),
                    event,
                    row.row(),
                    null,
                    null,
                    null));
        }
    }

    private List<Found> find(Wanted wanted) {
        return rows.find(heads.values(), config.lake(), state.location(), wanted);
    }

    private void quarantined(Wanted wanted) {
        Quarantined.each(state, List.of(collection), frame -> {
            String id = SegmentKey.parse(frame.segment())
                    .map(segment -> shownId(frame.eventId(), segment, frame.seq()))
                    .orElse(frame.eventId());
            seen.add(place(frame.segment(), frame.seq()));
            if (id.equals(wanted.text()) || wanted.isPlace(frame.segment(), frame.seq())) {
                matches.add(setAside(frame, id));
            }
            return true;
        });
    }

    private Match setAside(QuarantinedFrame frame, String id) {
        boolean lost = frame.bytes().length == 0;
        @Nullable String source = frame.source().isEmpty() ? null : frame.source();
        return new Match(
                collection.value(),
                id,
                Fate.QUARANTINED,
                frame.segment(),
                frame.seq(),
                logRecord(frame.segment(), frame.seq()),
                lost ? null : Event.of(frame.receivedAt(), source, frame.bytes()),
                null,
                frame.reason().wireName(),
                frame.detail(),
                null);
    }

    private void archived(Wanted wanted) {
        for (ObjectStat object : state.list(Keys.archiveOf(collection))) {
            SegmentKey segment = SegmentKey.parse(object.key()).orElse(null);
            if (segment != null
                    && (wanted.segment().isEmpty() || wanted.segment().equals(object.key()))) {
                archived(segment, wanted);
            }
        }
    }

    private void archived(SegmentKey segment, Wanted wanted) {
        FrameHistory known = hydrated.get(segment.key());
        boolean settled = known != null && known.records().stream().allMatch(this::applied);
        if (known == null || !settled || known.deduplicated() > 0) {
            search(segment, wanted);
        }
    }

    /** Whether every day of a record shows what it says. */
    private boolean applied(LogRecord record) {
        return record.days().stream().allMatch(day -> {
            Head head = heads.get(day.day());
            return head != null && head.through() >= record.n();
        });
    }

    private void search(SegmentKey segment, Wanted wanted) {
        archive.each(segment, frame -> {
            LogRecord record = record(segment.key(), frame.seq());
            EventIds own = ids(record);
            Fate fate = record == null || !applied(record) ? Fate.PENDING : Fate.DEDUPLICATED;
            String id = own.of(frame, segment).orElseGet(() -> shownId(frame.eventId(), segment, frame.seq()));
            boolean found = id.equals(wanted.text())
                    || frame.eventId().equals(wanted.text())
                    || wanted.isPlace(segment.key(), frame.seq());
            if (found && seen.add(place(segment.key(), frame.seq()))) {
                matches.add(withoutRow(segment, frame, id, fate, own));
            }
            return true;
        });
    }

    private Match withoutRow(SegmentKey segment, Frame frame, String id, Fate fate, EventIds own) {
        Optional<Found> first = fate == Fate.DEDUPLICATED ? first(id) : Optional.empty();
        return new Match(
                collection.value(),
                id,
                fate,
                segment.key(),
                frame.seq(),
                logRecord(segment.key(), frame.seq()),
                Event.of(frame),
                null,
                null,
                first.map(row -> difference(frame, row, own)).orElse(null),
                first.map(row -> place(row.segment(), row.seq())).orElse(null));
    }

    /** The row that an event repeats: the first hydrated of those that have its id. */
    private Optional<Found> first(String id) {
        return find(new Wanted(id, "", -1)).stream()
                .min(Comparator.comparingLong((Found row) ->
                                Objects.requireNonNullElse(logRecord(row.segment(), row.seq()), Long.MAX_VALUE))
                        .thenComparing(Found::segment)
                        .thenComparing(Found::seq));
    }

    private @Nullable String difference(Frame frame, Found first, EventIds own) {
        return archive.frame(first.segment(), first.seq())
                .map(before -> own.sameContent(before.payload(), frame.payload())
                        ? "it says the same"
                        : "it says something else: a conflict")
                .orElse(null);
    }

    /** Ids as the settings make them that hold for a frame; for one that is not hydrated, those of tarn.yaml. */
    private EventIds ids(@Nullable LogRecord known) {
        return ids.computeIfAbsent(
                known == null ? 0 : known.settings(),
                version -> new EventIds(
                        version == 0 ? config.rows() : new SettingsRegistry(state).version(collection, version)));
    }

    /** What a frame that is no event is known by: the producer's id, else its place. */
    private static String shownId(String eventId, SegmentKey segment, long seq) {
        return eventId.isEmpty() ? segment.writer() + "-" + segment.epoch() + "-" + seq : eventId;
    }

    private static String place(String segment, long seq) {
        return segment + ":" + seq;
    }

    private @Nullable Long logRecord(String segment, long seq) {
        LogRecord known = record(segment, seq);
        return known == null ? null : known.n();
    }

    /** The record that says what became of a frame. */
    private @Nullable LogRecord record(String segment, long seq) {
        FrameHistory known = hydrated.get(segment);
        return known == null ? null : known.record(seq).orElse(null);
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.SeqRange;
import io.tarn.core.Sha256;
import io.tarn.core.config.RowSettings;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.core.json.JsonTape;
import io.tarn.core.key.SegmentKey;
import io.tarn.landing.DamagedSegment;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.landing.SegmentReader;
import io.tarn.schema.Evidence;
import io.tarn.schema.EvidenceCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends each frame where it belongs: to its event day, or to quarantine. Not thread-safe. */
final class Router implements AutoCloseable {
    private static final int FRAMES_BETWEEN_LOOKS = 1024;

    private final HydrateSpec spec;
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
    private final Sha256 sha = new Sha256();
    private final Identifier identifier;
    private final EventDays eventDays;
    private final boolean keepHeaders;
    private final SpillBuffer rows;
    private final IdBuffer ids;
    private final QuarantineObjects quarantine;
    private final List<Routed.Segment> segments = new ArrayList<>();
    private final List<Routed.Unusable> unusable = new ArrayList<>();
    private final TreeMap<LocalDate, Routed.Day> days = new TreeMap<>();
    private final TreeMap<Reason, Long> asideBy = new TreeMap<>();
    private Evidence evidence = Evidence.NONE;

    Router(HydrateSpec spec, WorkArea work) {
        this.spec = spec;
        RowSettings settings = spec.settings();
        identifier = new Identifier(settings);
        eventDays = new EventDays(settings);
        keepHeaders = settings.dedupe().onConflict() != OnConflict.DEDUPLICATE;
        rows = new SpillBuffer(work, spec.work().buffer());
        ids = new IdBuffer(work);
        quarantine = new QuarantineObjects(work, spec);
    }

    void unusable(String key, String reason) {
        unusable.add(new Routed.Unusable(key, reason));
    }

    /** Takes a segment to its end. */
    void route(int index, SegmentKey key, SegmentReader reader) throws IOException, InterruptedException {
        Segment segment = new Segment(index, key);
        long met = 0;
        Frame frame = reader.next();
        while (frame != null) {
            if (met++ % FRAMES_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (segment.chosen.takes(frame.seq())) {
                route(segment, frame);
            }
            frame = reader.next();
        }
        DamagedSegment damage = reader.damage().orElse(null);
        if (damage != null && segment.chosen.all()) {
            lost(segment, damage);
        }
        if (segment.chosen.all() || segment.count > 0) {
            segments.add(segment.outcome(damage == null ? null : damage.what()));
            evidence = evidence.merge(Evidence.of(key.key(), segment.evidence.finish()));
        }
    }

    private void route(Segment segment, Frame frame) throws IOException {
        String known = frame.headers().get(Frame.REASON);
        if (known != null) {
            setAside(segment, frame, reason(known), frame.headers().getOrDefault(Frame.DETAIL, ""));
            return;
        }
        try {
            row(segment, frame, parser.parse(frame.payload(), 0, frame.payload().length));
        } catch (JsonRejected rejected) {
            setAside(segment, frame, rejected.reason(), String.valueOf(rejected.getMessage()));
        }
    }

    private void row(Segment segment, Frame frame, JsonTape event) {
        long received = SpilledRow.micros(frame.receivedAt());
        OptionalLong time = eventDays.time(event, received);
        int day = EventDays.day(time.orElse(received));
        EventIdentity identity = identifier.identify(frame, event, segment.key);
        EventIdentity.Key id = identity.key();
        if (id != null) {
            ids.add(new IdEntry(id.high(), id.low(), id.content(), received, segment.index, frame.seq(), day));
        }
        rows.add(day, spilled(segment.index, frame, received, identity, time.isEmpty()));
        segment.evidence.add(event);
        segment.took(frame.seq());
        segment.rows++;
        segment.undated += time.isEmpty() ? 1 : 0;
        segment.placeIds += identity.incomplete() ? 1 : 0;
        days.merge(
                LocalDate.ofEpochDay(day),
                new Routed.Day(1, frame.payload().length, frame.receivedAt(), frame.receivedAt()),
                Routed.Day::plus);
    }

    private SpilledRow spilled(int segment, Frame frame, long received, EventIdentity identity, boolean undated) {
        byte[] payload = frame.payload();
        boolean mayBeSetAside = identity.key() != null && keepHeaders;
        return new SpilledRow(
                segment,
                frame.seq(),
                received,
                identity.eventId(),
                hash(payload),
                undated,
                mayBeSetAside ? frame.headers() : Map.of(),
                payload,
                0,
                payload.length);
    }

    /**
     * The {@code hash} of the {@code tarn} column: the first 64 bits of the SHA-256 of an event's bytes, big-endian.
     */
    private long hash(byte[] payload) {
        return ByteBuffer.wrap(sha.update(payload, 0, payload.length).finish()).getLong();
    }

    private void setAside(Segment segment, Frame frame, Reason reason, String detail) throws IOException {
        if (segment.chosen.wasSetAside(frame.seq(), reason)) {
            return; // as bad as it was: it stays where it is
        }
        segment.took(frame.seq());
        segment.quarantined++;
        asideBy.merge(reason, 1L, Long::sum);
        quarantine.add(
                segment.key.received(),
                new QuarantinedFrame(
                        spec.collection(),
                        frame.receivedAt(),
                        frame.eventId(),
                        reason,
                        detail,
                        frame.headers().getOrDefault(Frame.SOURCE, ""),
                        segment.key.key(),
                        frame.seq(),
                        frame.payload(),
                        frame.headers()));
    }

    /**
     * Frames that the archive promised and no longer has: what is known of them is their place. A retry leaves them as
     * they are: whatever was set aside of them may be all that there is.
     */
    private void lost(Segment segment, DamagedSegment damage) throws IOException {
        Instant received = segment.key.received().atStartOfDay(ZoneOffset.UTC).toInstant();
        for (SeqRange range : damage.missing()) {
            for (long seq = range.first(); seq <= range.last(); seq++) {
                segment.took(seq);
                segment.quarantined++;
                segment.lost++;
                asideBy.merge(Reason.DAMAGED_SEGMENT, 1L, Long::sum);
                quarantine.add(
                        segment.key.received(),
                        new QuarantinedFrame(
                                spec.collection(),
                                received,
                                "",
                                Reason.DAMAGED_SEGMENT,
                                damage.what(),
                                "",
                                segment.key.key(),
                                seq,
                                new byte[0],
                                Map.of()));
            }
        }
    }

    /** A reason that only a newer Tarn knows must not stop the rest. */
    private static Reason reason(String wireName) {
        try {
            return Reason.ofWireName(wireName);
        } catch (IllegalArgumentException unknown) {
            return Reason.INVALID_JSON;
        }
    }

    RoutedUnit finish() throws IOException {
        return new RoutedUnit(
                List.copyOf(segments),
                List.copyOf(unusable),
                days,
                evidence,
                quarantine.finish(),
                asideBy,
                rows.finish(),
                ids.finish());
    }

    @Override
    public void close() throws IOException {
        quarantine.close();
    }

    /** The counts of one segment. */
    private final class Segment {
        final int index;
        final SegmentKey key;
        final Frames.OfSegment chosen;
        final SeqRange.Gatherer frames = new SeqRange.Gatherer();
        final EvidenceCollector evidence = new EvidenceCollector(spec.settings());
        long count;
        long rows;
        long quarantined;
        long lost;
        long undated;
        long placeIds;

        Segment(int index, SegmentKey key) {
            this.index = index;
            this.key = key;
            this.chosen = spec.frames().of(key.key());
        }

        void took(long seq) {
            count++;
            if (!chosen.all()) {
                frames.add(seq);
            }
        }

        Routed.Segment outcome(@Nullable String damage) {
            return new Routed.Segment(
                    key.key(), count, frames.finish(), rows, quarantined, lost, undated, placeIds, damage);
        }
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.ingest.log.FrameHistory;
import io.tarn.ingest.verify.FrameStore.Fate;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The segments that are unpacked at a time. Filled by one thread, then read by several. */
final class DeepBatch implements AutoCloseable {
    private final DeepSources sources;
    private final Map<String, Hydrated> everything;
    private final Map<String, Unpacked> segments = new LinkedHashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    /** A segment with the records that say what became of its frames. */
    record Hydrated(SegmentKey key, FrameHistory history) {}

    /** A segment with its frames. */
    record Unpacked(Hydrated hydrated, FrameStore frames) {}

    /** @param everything all hydrated segments by key, those of other batches too */
    DeepBatch(DeepSources sources, Map<String, Hydrated> everything) {
        this.sources = sources;
        this.everything = everything;
    }

    void add(Hydrated hydrated, FrameStore frames) {
        segments.put(hydrated.key().key(), new Unpacked(hydrated, frames));
        frames.damage()
                .ifPresent(damage -> sources.problem(
                        "damaged_segment",
                        hydrated.key().key(),
                        damage.what() + "; " + damage.lost() + " of "
                                + hydrated.key().count() + " frames cannot be read"));
    }

    void addUnreadable(Hydrated hydrated, TarnException why) {
        unreadable.add(hydrated.key().key());
        sources.problem("damaged_segment", hydrated.key().key(), String.valueOf(why.getMessage()));
    }

    @Nullable
    Unpacked segment(@Nullable String key) {
        return key == null ? null : segments.get(key);
    }

    /**
     * Whether the log knows the segment, so that its rows are held against it in another batch, or cannot be for want
     * of its frames.
     */
    boolean knownElsewhere(@Nullable String key) {
        return key != null && (unreadable.contains(key) || everything.containsKey(key));
    }

    Collection<Unpacked> segments() {
        return segments.values();
    }

    /** Event days that have rows of these segments, as the log says. */
    Set<String> days() {
        Set<String> days = new HashSet<>();
        for (LogRecord record : records()) {
            for (DayOutcome day : record.days()) {
                if (day.segments().stream().anyMatch(segments::containsKey)) {
                    days.add(day.day());
                }
            }
        }
        return days;
    }

    private Set<LogRecord> records() {
        Set<LogRecord> records = new LinkedHashSet<>();
        segments.values()
                .forEach(segment -> records.addAll(segment.hydrated().history().records()));
        return records;
    }

    /** Reads the quarantine objects that count and in which frames of these segments may be. */
    void markQuarantined() throws IOException {
        for (DerivedObject object : quarantine()) {
            try (QuarantineReader reader = QuarantineReader.open(sources.state(), object.key())) {
                for (QuarantinedFrame f = reader.next(); f != null; f = reader.next()) {
                    mark(f, object.key());
                }
            } catch (TarnException unreadable) {
                sources.problem("unreadable_quarantine", object.key(), String.valueOf(unreadable.getMessage()));
            }
        }
    }

    /**
     * Those of the segments' own records, and of the retries that replaced one of them, for the sake of other frames.
     */
    private List<DerivedObject> quarantine() {
        Set<LogRecord> own = records();
        Map<String, DerivedObject> objects = new LinkedHashMap<>();
        for (LogRecord record : sources.collection().records()) {
            LogRecord.Retry retry = record.retry();
            boolean wanted = own.contains(record);
            if (retry != null) {
                for (DerivedObject replaced : retry.replaced()) {
                    wanted |= objects.remove(replaced.key()) != null;
                }
            }
            if (wanted) {
                record.quarantine().forEach(object -> objects.put(object.key(), object));
            }
        }
        return List.copyOf(objects.values());
    }

    private void mark(QuarantinedFrame set, String object) throws IOException {
        Unpacked segment = segments.get(set.segment());
        if (segment == null) {
            if (!knownElsewhere(set.segment())) {
                sources.problem("extra_quarantined", object, at(set) + " is of a segment that the log does not name");
            }
            return;
        }
        FrameStore frames = segment.frames();
        if (!frames.covers(set.seq())) {
            sources.problem("extra_quarantined", object, at(set) + ": the segment has no such frame");
            return;
        }
        if (frames.mark(set.seq(), Fate.QUARANTINED) != Fate.UNSEEN) {
            sources.problem("extra_quarantined", object, at(set) + " was set aside twice");
        }
        FrameStore.Archived archived = frames.read(set.seq());
        if (archived != null
                && set.reason() != Reason.DAMAGED_SEGMENT
                && !Arrays.equals(archived.payload(), set.bytes())) {
            sources.problem("wrong_value", object, at(set) + ": its bytes are not the archived ones");
        }
    }

    private static String at(QuarantinedFrame set) {
        return set.segment() + ":" + set.seq();
    }

    @Override
    public void close() throws IOException {
        for (Unpacked segment : segments.values()) {
            segment.frames().close();
        }
    }
}

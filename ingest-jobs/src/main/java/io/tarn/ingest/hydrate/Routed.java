package io.tarn.ingest.hydrate;

import io.tarn.core.Reason;
import io.tarn.core.SeqRange;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.schema.Evidence;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What routing found: everything that is decided from, and where the rows lie until they are built.
 *
 * @param segments those that could be read, in key order; of a retry, those of which a frame was taken
 * @param unusable those that could not be read at all, in key order; no row, no quarantine and no evidence comes of
 *     them
 * @param days what each event day will hold before de-duplication
 * @param quarantine objects that count once the log record names them
 * @param setAside frames that were set aside, by reason
 */
public record Routed(
        List<Segment> segments,
        List<Unusable> unusable,
        SortedMap<LocalDate, Day> days,
        Evidence evidence,
        List<DerivedObject> quarantine,
        SortedMap<Reason, Long> setAside,
        List<SpillRun> runs,
        List<IdRun> idRuns)
        implements Serializable {

    /**
     * One segment that was read. {@code count = rows + quarantined}.
     *
     * @param count frames taken, lost ones included
     * @param frames of a retry, the frames taken; empty where all were
     * @param rows frames that became rows (de-duplication comes later)
     * @param quarantined frames set aside, lost ones included
     * @param lost frames that the object no longer yields
     * @param undated rows without a usable event time
     * @param placeIds rows whose configured id was incomplete, so that they are known by their place
     * @param damage what is wrong with the object, in words; null for a sound one
     */
    public record Segment(
            String key,
            long count,
            List<SeqRange> frames,
            long rows,
            long quarantined,
            long lost,
            long undated,
            long placeIds,
            @Nullable String damage)
            implements Serializable {}

    /** A segment that gives nothing, and why. */
    public record Unusable(String key, String reason) implements Serializable {}

    /** Rows of one event day, bytes of their payloads, and when the first and the last of them were received. */
    public record Day(long rows, long bytes, Instant firstReceived, Instant lastReceived) implements Serializable {
        Day plus(Day other) {
            return new Day(
                    rows + other.rows,
                    bytes + other.bytes,
                    firstReceived.isBefore(other.firstReceived) ? firstReceived : other.firstReceived,
                    lastReceived.isAfter(other.lastReceived) ? lastReceived : other.lastReceived);
        }
    }

    /** Rows over all days. */
    public long rows() {
        return days.values().stream().mapToLong(Day::rows).sum();
    }

    @Override
    public String toString() {
        return "Routed[" + segments.size() + " segments, " + unusable.size() + " unusable, " + days.size() + " days, "
                + rows() + " rows]";
    }
}

package io.tarn.core.key;

import io.tarn.core.CollectionName;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a raw-archive segment; it says what the object must hold, because Avro readers stop silently at a torn
 * tail.
 *
 * @param received UTC day on which every frame in it was received
 * @param writer who landed it: {@code [a-z0-9]+}, unique per process
 * @param epoch of the spool file the frames were written in: {@code [a-z0-9]+}, unique per writer
 * @param firstSeq sequence number of the first frame
 * @param lastSeq sequence number of the last frame
 * @param count frames in it; sequences have no gaps, so lastSeq - firstSeq + 1 unless frames were damaged in the spool
 */
public record SegmentKey(
        CollectionName collection,
        LocalDate received,
        String writer,
        String epoch,
        long firstSeq,
        long lastSeq,
        long count)
        implements Comparable<SegmentKey> {
    private static final Pattern NAME = Pattern.compile(
            "archive/([a-z0-9][a-z0-9_]{0,62})/received=(\\d{4}-\\d{2}-\\d{2})/([a-z0-9]+)-([a-z0-9]+)-(\\d+)-(\\d+)-(\\d+)\\.avro");

    /** The object's key in the state root. */
    public String key() {
        return Keys.archiveOf(collection, received) + writer + "-" + epoch + "-" + firstSeq + "-" + lastSeq + "-"
                + count + ".avro";
    }

    /** The name within the archive of its collection: the last part of {@link #key()}. */
    public String name() {
        String key = key();
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Parses a key of the state root; empty for a foreign object. */
    public static Optional<SegmentKey> parse(String key) {
        Matcher m = NAME.matcher(key);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            SegmentKey parsed = new SegmentKey(
                    new CollectionName(m.group(1)),
                    LocalDate.parse(m.group(2)),
                    m.group(3),
                    m.group(4),
                    Long.parseLong(m.group(5)),
                    Long.parseLong(m.group(6)),
                    Long.parseLong(m.group(7)));
            // One segment has one key: none with leading zeros, and none whose numbers cannot be.
            return Optional.of(parsed).filter(p -> p.isPossible() && p.key().equals(key));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private boolean isPossible() {
        return firstSeq <= lastSeq && count >= 1 && count - 1 <= lastSeq - firstSeq;
    }

    @Override
    public int compareTo(SegmentKey other) {
        return key().compareTo(other.key());
    }
}

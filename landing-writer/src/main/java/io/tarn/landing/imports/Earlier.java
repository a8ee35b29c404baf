package io.tarn.landing.imports;

import io.tarn.landing.imports.ImportRecord.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The imports that came from a path before, the oldest first, and what a file that lies there now has to do with them.
 *
 * @param path digest of the path
 */
record Earlier(String path, List<String> identities, Map<String, ImportRecord> records) {
    /** As many that the file does not begin with are remembered: of a rotated log, of a file that was put back. */
    private static final int STRANGERS = 8;

    static Earlier nothing(String path) {
        return new Earlier(path, List.of(), Map.of());
    }

    /**
     * What is found out about a file.
     *
     * @param continued what it goes on behind
     * @param open identity of an import that a run was killed in, and which is to be ended first
     * @param note why it does not go on although it begins with what came before
     */
    record Match(
            @Nullable Continued continued,
            @Nullable String open,
            @Nullable String note,
            Claim claim) {}

    /** Offsets at which the digest of the file is asked for. */
    SortedSet<Long> marks() {
        SortedSet<Long> marks = new TreeSet<>();
        for (ImportRecord record : records.values()) {
            marks.add(record.bytes());
            marks.add(record.lineEnd());
        }
        return marks;
    }

    /**
     * Compares.
     *
     * @param marks the digests up to the {@link #marks} that are within the file
     */
    Match match(Content content, SortedMap<Long, String> marks, ImportRecord.Options options) {
        SortedMap<Long, String> open = new TreeMap<>();
        Continued best = null;
        long reach = 0;
        String note = null;
        Set<String> begunWith = new HashSet<>();
        for (String identity : identities) {
            ImportRecord record = records.get(identity);
            if (record == null) {
                continue;
            }
            if (record.digest().equals(content.digest())) {
                // The same content is known, or another occurrence; it has not grown.
                reach = record.state() == State.OPEN ? reach : content.bytes();
                continue;
            }
            boolean whole = record.digest().equals(marks.get(record.bytes()));
            if (record.state() == State.OPEN) {
                if (whole && record.bytes() > 0) {
                    open.put(record.bytes(), identity);
                }
                continue;
            }
            Continued behind = behind(identity, record, whole, marks);
            if (behind != null && record.options().splitsAs(options)) {
                reach = Math.max(reach, whole ? record.bytes() : record.lineEnd());
                begunWith.add(identity);
                best = best == null || behind.isBehind(best) ? behind : best;
            } else if (behind != null || (whole && record.bytes() > 0)) {
                note = note(record, options);
            }
        }
        open = open.tailMap(reach + 1);
        return new Match(
                best,
                open.isEmpty() ? null : open.get(open.firstKey()),
                best == null ? note : null,
                new Claim(path, new HashSet<>(identities), dropped(begunWith, best)));
    }

    private static @Nullable Continued behind(
            String identity, ImportRecord record, boolean whole, SortedMap<Long, String> marks) {
        ImportRecord.Lines lines = record.lines();
        Instant came = record.ended();
        if (lines == null || came == null) {
            return null;
        }
        boolean tail = whole && lines.tailIsEvent();
        boolean begins = tail || (record.lineEnd() > 0 && record.lineDigest().equals(marks.get(record.lineEnd())));
        return begins ? new Continued(identity, came, record.lineEnd(), lines.complete(), tail) : null;
    }

    private static String note(ImportRecord record, ImportRecord.Options options) {
        String why = record.options().splitsAs(options)
                ? ", which was no file of lines"
                : ", with another --format or --records";
        return "it begins with what came at " + record.ended() + why + "; all of it was landed";
    }

    /** Shorter beginnings of what is continued, and the oldest of those that are no beginning. */
    private Set<String> dropped(Set<String> begunWith, @Nullable Continued best) {
        Set<String> dropped = new HashSet<>(begunWith);
        if (best != null) {
            dropped.remove(best.identity());
        }
        List<String> strangers = new ArrayList<>(identities);
        strangers.removeAll(begunWith);
        dropped.addAll(strangers.subList(0, Math.max(0, strangers.size() - STRANGERS)));
        return dropped;
    }
}

package io.tarn.orchestration.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is looked for: an event id, or a place in the archive as {@code quarantine show} and {@code verify} print it
 * ({@code archive/….avro:17}).
 *
 * @param text as typed
 * @param segment key of the segment, or "" where an id is looked for
 * @param seq place in it
 */
record Wanted(String text, String segment, long seq) {
    private static final Pattern PLACE = Pattern.compile("(archive/[^:]+\\.avro):(\\d{1,18})");

    static Wanted of(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches()
                ? new Wanted(text, place.group(1), Long.parseLong(place.group(2)))
                : new Wanted(text, "", -1);
    }

    boolean isPlace(String otherSegment, long otherSeq) {
        return seq == otherSeq && segment.equals(otherSegment);
    }
}

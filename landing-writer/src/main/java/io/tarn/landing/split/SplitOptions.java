package io.tarn.landing.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an input becomes frames.
 *
 * @param records keys of the JSON pointer to the array of events in each document; empty where documents or lines are
 *     the events themselves
 * @param maxEventBytes of a larger event the first 64 KiB are kept, with its length and digest
 */
public record SplitOptions(Format format, Optional<List<String>> records, int maxEventBytes) {
    /** What stands between two events. */
    public enum Format {
        AUTO,
        NDJSON,
        JSON
    }

    public SplitOptions {
        records = records.map(List::copyOf);
    }

    /** Events as they come, found out by looking. */
    public static SplitOptions auto(int maxEventBytes) {
        return new SplitOptions(Format.AUTO, Optional.empty(), maxEventBytes);
    }

    public SplitOptions withFormat(Format other) {
        return new SplitOptions(other, records, maxEventBytes);
    }

    /**
     * The events are the array at this place (RFC 6901) of each document; {@link IllegalArgumentException} for what is
     * no pointer.
     */
    public SplitOptions withRecords(String pointer) {
        return new SplitOptions(format, Optional.of(tokens(pointer)), maxEventBytes);
    }

    /** The pointer that {@link #withRecords} was given. */
    public Optional<String> recordsPointer() {
        return records.map(SplitOptions::pointer);
    }

    static String pointer(List<String> keys) {
        StringBuilder text = new StringBuilder();
        keys.forEach(key -> text.append('/').append(key.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }

    private static List<String> tokens(String pointer) {
        List<String> tokens = new ArrayList<>();
        if (pointer.isEmpty()) {
            return tokens;
        }
        if (!pointer.startsWith("/") || pointer.matches("(?s).*~(?![01]).*")) {
            throw new IllegalArgumentException(
                    "'" + pointer + "' is no JSON pointer (RFC 6901), as '/Records' or '/data/stations'");
        }
        for (String token : pointer.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }
}

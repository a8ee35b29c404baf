package io.tarn.core.time;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Reads points in time as microseconds since 1970-01-01T00:00:00Z. Immutable and thread-safe.
 *
 * <p>Formats: {@code iso8601} (dates and date-times, extended or basic, any fraction, any offset), {@code epoch-s},
 * {@code epoch-ms}, {@code epoch-us} (numbers, also as strings), else a {@link java.time.format.DateTimeFormatter}
 * pattern, strict, in English. What has no offset is read in the zone. Not usable: dates that no calendar has, leap
 * seconds, and instants outside the years 1 to 9999.
 */
public final class TimeText {
    /** Not usable, among microseconds. */
    static final long NONE = Long.MIN_VALUE;

    private static final long MIN_MICROS = -62_135_596_800_000_000L;
    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    /** How the texts of one format are read. */
    sealed interface Format permits IsoText, EpochText, PatternText {
        /**
         * Microseconds, rounded down, or {@link #NONE}; with {@code exact} also NONE where that would lose something.
         */
        long micros(byte[] text, int from, int to, boolean exact);

        /** Whether JSON numbers are meant too, not only strings. */
        boolean takesNumbers();
    }

    private final Format format;

    private TimeText(Format format) {
        this.format = format;
    }

    /**
     * @param format as above; blank is {@code iso8601}
     * @param zone of texts without an offset; blank is UTC
     */
    public static TimeText of(String format, String zone) {
        ZoneId zoneId = zone.isBlank() ? ZoneOffset.UTC : zone(zone);
        return new TimeText(
                switch (format) {
                    case "", "iso8601" -> new IsoText(zoneId);
                    case "epoch-s" -> new EpochText(6);
                    case "epoch-ms" -> new EpochText(3);
                    case "epoch-us" -> new EpochText(0);
                    default -> PatternText.of(format, zoneId);
                });
    }

    /** The microsecond in which the instant of a value lies; empty if the value is no usable time. */
    public OptionalLong micros(JsonTape tape, int node) {
        return optional(read(tape, node, false));
    }

    /** As {@link #micros}, but empty as well where microseconds would lose a part of the instant. */
    public OptionalLong exactMicros(JsonTape tape, int node) {
        return optional(read(tape, node, true));
    }

    /** The microsecond in which the instant of a text lies; empty if it is no usable time. */
    public OptionalLong micros(String text) {
        return optional(read(text, false));
    }

    /** As {@link #micros(String)}, but empty as well where microseconds would lose a part of the instant. */
    public OptionalLong exactMicros(String text) {
        return optional(read(text, true));
    }

    /** Days since 1970-01-01 of a string {@code YYYY-MM-DD}; empty for anything else. */
    public static OptionalLong epochDay(JsonTape tape, int node) {
        if (tape.kind(node) != JsonKind.STRING || tape.escaped(node)) {
            return OptionalLong.empty();
        }
        return optional(IsoText.epochDay(tape.bytes(), tape.start(node), tape.end(node)));
    }

    /** Days since 1970-01-01 of a text {@code YYYY-MM-DD}; empty for anything else. */
    public static OptionalLong epochDay(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return optional(IsoText.epochDay(bytes, 0, bytes.length));
    }

    private long read(JsonTape tape, int node, boolean exact) {
        return switch (tape.kind(node)) {
            case STRING ->
                tape.escaped(node)
                        ? read(tape.text(node), exact)
                        : legal(format.micros(tape.bytes(), tape.start(node), tape.end(node), exact));
            case INTEGER, FRACTION ->
                format.takesNumbers()
                        ? legal(format.micros(tape.bytes(), tape.start(node), tape.end(node), exact))
                        : NONE;
            default -> NONE;
        };
    }

    private long read(String text, boolean exact) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return legal(format.micros(bytes, 0, bytes.length, exact));
    }

    private static long legal(long micros) {
        return micros < MIN_MICROS || micros > MAX_MICROS ? NONE : micros;
    }

    private static OptionalLong optional(long value) {
        return value == NONE ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Zone '" + name + "' is not known",
                    e.getMessage() == null ? "it is no zone of the IANA database" : e.getMessage(),
                    "Name one as Europe/Berlin, UTC or +02:00",
                    e);
        }
    }
}

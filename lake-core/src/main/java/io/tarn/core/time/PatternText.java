package io.tarn.core.time;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts of a {@link DateTimeFormatter} pattern; a date alone is its first moment. */
record PatternText(DateTimeFormatter formatter, ZoneId zone) implements TimeText.Format {

    static PatternText of(String pattern, ZoneId zone) {
        try {
            // Strict, or the 30th of February would be the 29th; the era, because people write yyyy and mean uuuu.
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            return new PatternText(formatter, zone);
        } catch (IllegalArgumentException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Time format '" + pattern + "' is not known",
                    "it is none of iso8601, epoch-s, epoch-ms, epoch-us, and no java.time pattern (" + e.getMessage()
                            + ")",
                    "Write one of these, or a pattern as dd.MM.uuuu HH:mm:ss",
                    e);
        }
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public long micros(byte[] text, int from, int to, boolean exact) {
        try {
            return micros(formatter.parse(new String(text, from, to - from, StandardCharsets.UTF_8)), exact);
        } catch (DateTimeException | ArithmeticException notSuchATime) {
            return TimeText.NONE;
        }
    }

    private long micros(TemporalAccessor parsed, boolean exact) {
        Instant instant = instant(parsed);
        if (instant == null || exact && instant.getNano() % 1_000 != 0) {
            return TimeText.NONE;
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private @Nullable Instant instant(TemporalAccessor parsed) {
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            return null;
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId own = parsed.query(TemporalQueries.zone());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .atZone(own == null ? zone : own)
                .toInstant();
    }
}

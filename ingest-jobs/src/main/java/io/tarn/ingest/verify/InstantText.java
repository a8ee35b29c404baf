package io.tarn.ingest.verify;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instant that a text or number means, exactly: microseconds since 1970 with whatever fraction they have. Written
 * for verification, on java.time and regular expressions; thread-safe.
 */
final class InstantText {
    private static final Pattern ISO = Pattern.compile(
            "([0-9]{4})(-?)([0-9]{2})\\2([0-9]{2})"
                    + "(?:[Tt ]([0-9]{2})(?::?([0-9]{2}))(?::?([0-9]{2}))?(?:[.,]([0-9]+))? ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final int epochShift;
    private final @Nullable DateTimeFormatter pattern;
    private final ZoneId zone;

    private InstantText(int epochShift, @Nullable DateTimeFormatter pattern, ZoneId zone) {
        this.epochShift = epochShift;
        this.pattern = pattern;
        this.zone = zone;
    }

    /**
     * Format and zone as in the settings: {@code iso8601}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us} or a
     * java.time pattern.
     */
    static InstantText of(String format, String zone) {
        ZoneId where = zone.isBlank() ? ZoneOffset.UTC : ZoneId.of(zone);
        return switch (format) {
            case "", "iso8601" -> new InstantText(-1, null, where);
            case "epoch-s" -> new InstantText(6, null, where);
            case "epoch-ms" -> new InstantText(3, null, where);
            case "epoch-us" -> new InstantText(0, null, where);
            default ->
                new InstantText(
                        -1,
                        new DateTimeFormatterBuilder()
                                .parseCaseInsensitive()
                                .appendPattern(format)
                                .parseDefaulting(ChronoField.ERA, 1)
                                .toFormatter(Locale.ENGLISH)
                                .withResolverStyle(ResolverStyle.STRICT),
                        where);
        };
    }

    /** Microseconds since 1970, or null where the value means no instant. */
    @Nullable
    BigDecimal micros(JsonValue value) {
        String text;
        if (value instanceof JsonValue.Str str) {
            text = str.text();
        } else if (value instanceof JsonValue.Num num) {
            text = num.text();
        } else {
            return null;
        }
        if (text.length() > 400) {
            return null;
        }
        try {
            return epochShift >= 0 ? epoch(text) : pattern == null ? iso(text) : ofPattern(pattern, text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException notATime) {
            return null;
        }
    }

    /** The magnitude is looked at before anything is expanded. */
    private @Nullable BigDecimal epoch(String text) {
        BigDecimal number = new BigDecimal(text);
        long magnitude = (long) number.precision() - number.scale();
        return number.signum() != 0 && (magnitude > 30 || number.scale() > 800)
                ? null
                : number.scaleByPowerOfTen(epochShift);
    }

    private @Nullable BigDecimal iso(String text) {
        Matcher m = ISO.matcher(text);
        if (!m.matches()) {
            return null;
        }
        LocalDate date =
                LocalDate.of(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(3)), Integer.parseInt(m.group(4)));
        LocalTime time = m.group(5) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(
                        Integer.parseInt(m.group(5)),
                        Integer.parseInt(m.group(6)),
                        m.group(7) == null ? 0 : Integer.parseInt(m.group(7)));
        ZoneId own = m.group(9) == null ? zone : ZoneId.of(m.group(9).toUpperCase(Locale.ROOT));
        long second = LocalDateTime.of(date, time).atZone(own).toEpochSecond();
        BigDecimal fraction = m.group(8) == null ? BigDecimal.ZERO : new BigDecimal("0." + m.group(8));
        return BigDecimal.valueOf(second).add(fraction).multiply(MILLION);
    }

    private @Nullable BigDecimal ofPattern(DateTimeFormatter formatter, String text) {
        TemporalAccessor parsed = formatter.parse(text);
        Instant instant;
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            instant = Instant.from(parsed);
        } else {
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId own = parsed.query(TemporalQueries.zone());
            if (date == null) {
                return null;
            }
            instant = date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(own == null ? zone : own)
                    .toInstant();
        }
        return BigDecimal.valueOf(instant.getEpochSecond())
                .multiply(MILLION)
                .add(BigDecimal.valueOf(instant.getNano(), 3));
    }
}

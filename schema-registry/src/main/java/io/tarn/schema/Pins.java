package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.time.TimeText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that a person may pin: {@code bigint}, {@code double}, {@code string}, {@code boolean},
 * {@code decimal(p,s)}, {@code date}, {@code map}, {@code json}, {@code timestamp [format [zone]]}.
 */
final class Pins {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*\\)");
    private static final int MAX_PRECISION = 38;

    private Pins() {}

    /** The type of a pin; refuses (exit 3) text that names none. */
    static ColumnType parse(String pointer, String text) {
        String pin = text.strip();
        Matcher decimal = DECIMAL.matcher(pin);
        if (decimal.matches()) {
            return decimal(pointer, text, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (pin.equals("timestamp") || pin.startsWith("timestamp ")) {
            return timestamp(pointer, text, pin.substring("timestamp".length()).strip());
        }
        return switch (pin) {
            case "bigint" -> ColumnType.Scalar.BIGINT;
            case "double" -> ColumnType.Scalar.DOUBLE;
            case "string" -> ColumnType.Scalar.STRING;
            case "boolean" -> ColumnType.Scalar.BOOL;
            case "date" -> ColumnType.Scalar.DATE;
            case "json" -> ColumnType.Scalar.JSON;
            case "map" -> new ColumnType.MapOf(true);
            default ->
                throw wrong(
                        pointer,
                        text,
                        "a pin is bigint, double, string, boolean, decimal(p,s), date, map, json or timestamp [format [zone]]");
        };
    }

    private static ColumnType decimal(String pointer, String text, int precision, int scale) {
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw wrong(pointer, text, "decimal(p,s) has p from 1 to 38 and s from 0 to p");
        }
        return new ColumnType.Decimal(precision, scale);
    }

    private static ColumnType timestamp(String pointer, String text, String arguments) {
        if (arguments.isEmpty()) {
            return new ColumnType.Timestamp("iso8601", "UTC");
        }
        int blank = arguments.lastIndexOf(' ');
        String last = arguments.substring(blank + 1);
        // "Z" at the end of a pattern is its offset, not a zone.
        boolean zoned = blank > 0 && !last.equals("Z") && isZone(last);
        String format = zoned ? arguments.substring(0, blank).strip() : arguments;
        String zone = zoned ? last : "UTC";
        try {
            Objects.requireNonNull(TimeText.of(format, zone));
        } catch (TarnException e) {
            throw wrong(pointer, text, "'" + format + "' is no format of times, or '" + last + "' no zone");
        }
        return new ColumnType.Timestamp(format, zone);
    }

    private static boolean isZone(String id) {
        try {
            return !ZoneId.of(id).getId().isEmpty();
        } catch (DateTimeException e) {
            // An answer, not a failure: then it is part of the pattern.
            return false;
        }
    }

    private static TarnException wrong(String pointer, String text, String why) {
        return new TarnException(
                ExitCode.CONFIGURATION,
                "Pin '" + text + "' of field " + pointer + " is not possible",
                why,
                "Correct 'schema: pins' of the collection");
    }
}

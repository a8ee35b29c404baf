package io.tarn.core.config;

import io.tarn.core.TarnException;
import io.tarn.core.time.TimeText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person may decide a field's type to be: {@code bigint}, {@code double}, {@code string}, {@code boolean},
 * {@code decimal(p,s)}, {@code date}, {@code map}, {@code json}, {@code timestamp [format [zone]]}. Immutable.
 */
public sealed interface Pin {

    /** Pins that are one word. */
    enum Plain implements Pin {
        BIGINT,
        DOUBLE,
        STRING,
        BOOLEAN,
        DATE,
        MAP,
        JSON
    }

    /** A number with {@code scale} of its {@code precision} digits behind the point. */
    record Decimal(int precision, int scale) implements Pin {
        private static final Pattern TEXT = Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*\\)");
        private static final int MAX_PRECISION = 38;

        private static Decimal of(Matcher parts) {
            int precision = Integer.parseInt(parts.group(1));
            int scale = Integer.parseInt(parts.group(2));
            if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
                throw new UnfitValueException(
                        "decimal(p,s) has p from 1 to 38 and s from 0 to p", "Write it as decimal(18,2)");
            }
            return new Decimal(precision, scale);
        }
    }

    /** A point in time, written as {@link TimeText} reads it. */
    record Timestamp(String format, String zone) implements Pin {
        private static Timestamp of(String arguments) {
            if (arguments.isEmpty()) {
                return new Timestamp("iso8601", "UTC");
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
                throw new UnfitValueException(
                        "'" + format + "' is no format of times, or '" + last + "' no zone",
                        "Write it as timestamp epoch-ms or timestamp dd.MM.uuuu HH:mm Europe/Berlin");
            }
            return new Timestamp(format, zone);
        }

        private static boolean isZone(String id) {
            try {
                return !ZoneId.of(id).getId().isEmpty();
            } catch (DateTimeException e) {
                // An answer, not a failure: then it is part of the pattern.
                return false;
            }
        }
    }

    /** Reads a pin; refuses text that is none. */
    static Pin parse(String text) {
        String pin = text.strip();
        Matcher decimal = Decimal.TEXT.matcher(pin);
        if (decimal.matches()) {
            return Decimal.of(decimal);
        }
        if (pin.equals("timestamp") || pin.startsWith("timestamp ")) {
            return Timestamp.of(pin.substring("timestamp".length()).strip());
        }
        return switch (pin) {
            case "bigint" -> Plain.BIGINT;
            case "double" -> Plain.DOUBLE;
            case "string" -> Plain.STRING;
            case "boolean" -> Plain.BOOLEAN;
            case "date" -> Plain.DATE;
            case "json" -> Plain.JSON;
            case "map" -> Plain.MAP;
            default ->
                throw new UnfitValueException(
                        "a pin is bigint, double, string, boolean, decimal(p,s), date, map, json or timestamp [format [zone]]",
                        Nearest.question(
                                pin,
                                List.of(
                                        "bigint",
                                        "double",
                                        "string",
                                        "boolean",
                                        "decimal(18,2)",
                                        "date",
                                        "map",
                                        "json",
                                        "timestamp")));
        };
    }
}

package io.tarn.orchestration.query;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Values of a result as JSON: numbers as numbers (also beyond 2^53, digit for digit), instants as ISO 8601 in UTC,
 * bytes in base64, what JSON has no word for (NaN, infinities) as strings.
 */
final class ResultJson {
    private ResultJson() {}

    static void append(StringBuilder out, @Nullable Object value) throws SQLException {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof java.math.BigInteger) {
            out.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            number(out, (Number) value);
        } else if (value instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        } else if (value instanceof DuckDBStruct struct) {
            object(out, struct.getMap());
        } else if (value instanceof Map<?, ?> map) {
            object(out, map);
        } else if (value instanceof Array array) {
            elements(out, (Object[]) array.getArray());
        } else if (value instanceof Object[] elements) {
            elements(out, elements);
        } else {
            string(out, text(value));
        }
    }

    private static void number(StringBuilder out, Number value) {
        if (Double.isFinite(value.doubleValue())) {
            out.append(value);
        } else {
            string(out, value.toString());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> members) throws SQLException {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            string(out, member.getKey() == null ? "null" : text(member.getKey()));
            out.append(':');
            append(out, member.getValue());
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void elements(StringBuilder out, Object[] elements) throws SQLException {
        out.append('[');
        for (int i = 0; i < elements.length; i++) {
            out.append(i == 0 ? "" : ",");
            append(out, elements[i]);
        }
        out.append(']');
    }

    /** A value without children as text. */
    static String text(Object value) throws SQLException {
        if (value instanceof OffsetDateTime time) {
            return instant(time.toInstant());
        }
        if (value instanceof Timestamp time) {
            return local(time.toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return local(time);
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Blob blob) {
            return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.toString();
    }

    private static String instant(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    private static String local(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.withLocale(Locale.ROOT).format(time.atOffset(ZoneOffset.UTC));
    }

    static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}

package io.tarn.ingest.verify;

import io.tarn.ingest.verify.JsonValue.Num;
import io.tarn.ingest.verify.JsonValue.Str;
import io.tarn.ingest.verify.JsonValue.Word;
import io.tarn.schema.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Equality of values without children: strings, booleans and integers exactly; a number written with a fraction or an
 * exponent by its nearest double; decimals exactly; timestamps by instant. Not thread-safe.
 */
final class ScalarComparison {
    /** Longest number that Tarn takes; longer ones cannot be in a row. */
    private static final int MAX_NUMBER = 400;

    private final Map<ColumnType.Timestamp, InstantText> formats = new HashMap<>();

    boolean same(JsonValue archived, Object stored, ColumnType type) {
        if (type instanceof ColumnType.Timestamp timestamp) {
            BigDecimal micros = formats.computeIfAbsent(timestamp, t -> InstantText.of(t.format(), t.zone()))
                    .micros(archived);
            return micros != null && micros.compareTo(BigDecimal.valueOf((Long) stored)) == 0;
        }
        if (type instanceof ColumnType.Decimal) {
            return archived instanceof Num num && sameDecimal(num.text(), (BigDecimal) stored);
        }
        return switch ((ColumnType.Scalar) type) {
            case BOOL -> archived == ((Boolean) stored ? Word.TRUE : Word.FALSE);
            case BIGINT -> archived instanceof Num num && num.integer() && sameLong(num.text(), (Long) stored);
            case DOUBLE -> archived instanceof Num num && sameDouble(num, (Double) stored);
            case STRING -> archived instanceof Str str && str.text().equals(stored);
            case DATE -> archived instanceof Str str && sameDate(str.text(), (Long) stored);
            case JSON, JSON_ARRAY -> throw new IllegalArgumentException("a JSON text is compared as JSON");
        };
    }

    private static boolean sameLong(String text, long stored) {
        try {
            return text.length() <= 20 && Long.parseLong(text) == stored;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    private static boolean sameDouble(Num num, double stored) {
        if (!Double.isFinite(stored) || num.text().length() > MAX_NUMBER) {
            return false;
        }
        if (num.integer()) {
            return new BigDecimal(num.text()).compareTo(new BigDecimal(stored)) == 0;
        }
        return Double.doubleToLongBits(Double.parseDouble(num.text())) == Double.doubleToLongBits(stored);
    }

    /** BigDecimal keeps the exponent apart, and comparing two of different magnitude expands neither. */
    private static boolean sameDecimal(String text, BigDecimal stored) {
        try {
            return text.length() <= MAX_NUMBER && new BigDecimal(text).compareTo(stored) == 0;
        } catch (NumberFormatException exponentBeyondInt) {
            return false;
        }
    }

    private static boolean sameDate(String text, long stored) {
        try {
            return text.length() == 10 && LocalDate.parse(text).toEpochDay() == stored;
        } catch (DateTimeException notADate) {
            return false;
        }
    }
}

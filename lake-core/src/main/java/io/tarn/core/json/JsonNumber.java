package io.tarn.core.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Values of numbers that {@link JsonParser} has accepted, from their text. */
final class JsonNumber {
    private static final double[] POWERS = new double[23];
    private static final double TWO_63 = 0x1p63;

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private JsonNumber() {}

    static boolean fitsLong(byte[] b, int start, int end) {
        boolean negative = b[start] == '-';
        int digits = end - start - (negative ? 1 : 0);
        if (digits != 19) {
            return digits < 19;
        }
        String limit = negative ? "9223372036854775808" : "9223372036854775807";
        int from = end - 19;
        for (int i = 0; i < 19; i++) {
            int difference = b[from + i] - limit.charAt(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return true;
    }

    static long longValue(byte[] b, int start, int end) {
        boolean negative = b[start] == '-';
        long value = 0;
        // Summed below zero, where the range has one value more.
        for (int p = negative ? start + 1 : start; p < end; p++) {
            value = value * 10 - (b[p] - '0');
        }
        return negative ? value : -value;
    }

    static double doubleValue(byte[] b, int start, int end) {
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        int p = b[start] == '-' ? start + 1 : start;
        for (; p < end; p++) {
            byte c = b[p];
            if (c == '.') {
                point = true;
            } else if (c >= '0' && c <= '9') {
                mantissa = mantissa * 10 + (c - '0');
                digits++;
                scale += point ? 1 : 0;
            } else {
                break;
            }
            if (digits > 15) {
                return slow(b, start, end);
            }
        }
        if (p < end || scale > 22) {
            return slow(b, start, end);
        }
        // Both operands are exact, so that one division rounds once (Clinger 1990).
        double value = mantissa / POWERS[scale];
        return b[start] == '-' ? -value : value;
    }

    static boolean integerFitsDouble(byte[] b, int start, int end) {
        if (end - start <= 15) {
            return true;
        }
        double value = slow(b, start, end);
        if (fitsLong(b, start, end)) {
            return value != TWO_63 && (long) value == longValue(b, start, end);
        }
        // An integer has at most JsonLimits.maxNumberLength digits and no exponent that could blow up.
        return !Double.isInfinite(value)
                && new BigDecimal(value).toBigIntegerExact().equals(new BigInteger(source(b, start, end)));
    }

    private static double slow(byte[] b, int start, int end) {
        return Double.parseDouble(source(b, start, end));
    }

    private static String source(byte[] b, int start, int end) {
        return new String(b, start, end - start, StandardCharsets.ISO_8859_1);
    }
}

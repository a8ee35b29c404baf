package io.tarn.core.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Numbers of seconds, milliseconds or microseconds since 1970-01-01T00:00:00Z; {@code shift} is the power of ten to
 * microseconds.
 */
record EpochText(int shift) implements TimeText.Format {
    private static final int MAX_LENGTH = 400;

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public long micros(byte[] text, int from, int to, boolean exact) {
        int length = to - from;
        if (length == 0 || length > MAX_LENGTH) {
            return TimeText.NONE;
        }
        int digits = text[from] == '-' ? from + 1 : from;
        long value = 0;
        int p = digits;
        for (; p < to && p - digits < 18 && isDigit(text[p]); p++) {
            value = value * 10 + (text[p] - '0');
        }
        if (p == to && p > digits) {
            return scaled(text[from] == '-' ? -value : value);
        }
        return isNumber(text, digits, to) ? decimal(text, from, to, exact) : TimeText.NONE;
    }

    private long scaled(long value) {
        long factor = shift == 6 ? 1_000_000 : shift == 3 ? 1_000 : 1;
        long micros = value * factor;
        return micros / factor == value ? micros : TimeText.NONE;
    }

    /** Checks the magnitude first, since a short text can stand for a number of a billion digits. */
    private long decimal(byte[] text, int from, int to, boolean exact) {
        BigDecimal number;
        try {
            number = new BigDecimal(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException beyondTheExponentsOfBigDecimal) {
            return TimeText.NONE;
        }
        if (number.signum() == 0) {
            return 0;
        }
        long magnitude = (long) number.precision() - number.scale();
        if (magnitude > 19) {
            return TimeText.NONE;
        }
        if (magnitude < -19) {
            return exact ? TimeText.NONE : number.signum() < 0 ? -1 : 0;
        }
        BigDecimal micros = number.scaleByPowerOfTen(shift);
        BigDecimal whole = micros.setScale(0, RoundingMode.FLOOR);
        boolean lossy = whole.compareTo(micros) != 0;
        return exact && lossy || whole.precision() > 18 ? TimeText.NONE : whole.longValueExact();
    }

    /** The grammar of JSON without the sign, leading zeros allowed. */
    private static boolean isNumber(byte[] text, int from, int to) {
        int p = digits(text, from, to);
        boolean good = p > from;
        if (p < to && text[p] == '.') {
            int fraction = p + 1;
            p = digits(text, fraction, to);
            good &= p > fraction;
        }
        if (p < to && (text[p] | 0x20) == 'e') {
            int exponent = p + 1 < to && (text[p + 1] == '+' || text[p + 1] == '-') ? p + 2 : p + 1;
            p = digits(text, exponent, to);
            good &= p > exponent;
        }
        return good && p == to;
    }

    private static int digits(byte[] text, int from, int to) {
        int p = from;
        while (p < to && isDigit(text[p])) {
            p++;
        }
        return p;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}

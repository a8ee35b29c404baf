package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers as decimals of one precision and scale, exactly or not at all. */
record DecimalText(int precision, int scale) {

    /** The value times ten to the scale; null if the decimal does not hold the number exactly. */
    @Nullable
    BigInteger unscaled(JsonTape tape, int node) {
        JsonKind kind = tape.kind(node);
        return kind == JsonKind.INTEGER || kind == JsonKind.FRACTION ? unscaled(tape.text(node)) : null;
    }

    @Nullable
    BigInteger unscaled(String number) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(number).stripTrailingZeros();
        } catch (NumberFormatException beyondTheExponentsOfBigDecimal) {
            return null;
        }
        if (exact.signum() == 0) {
            return BigInteger.ZERO;
        }
        // Checked before anything is expanded: a short text can stand for a billion digits.
        long integerDigits = (long) exact.precision() - exact.scale();
        if (exact.scale() > scale || integerDigits > precision - scale) {
            return null;
        }
        return exact.setScale(scale).unscaledValue();
    }

    /** Writes a number that has an unscaled value, in the physical type that {@link ParquetSchema} chose. */
    void write(JsonTape tape, int node, LeafWriter writer, int repetition) {
        BigInteger value = Objects.requireNonNull(unscaled(tape, node));
        if (precision <= 9) {
            writer.int32(repetition, value.intValueExact());
        } else if (precision <= 18) {
            writer.int64(repetition, value.longValueExact());
        } else {
            byte[] bytes = fixed(value);
            writer.binary(repetition, bytes, 0, bytes.length);
        }
    }

    private byte[] fixed(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[ParquetSchema.bytesFor(precision)];
        if (value.signum() < 0) {
            Arrays.fill(fixed, (byte) -1);
        }
        System.arraycopy(bytes, 0, fixed, fixed.length - bytes.length, bytes.length);
        return fixed;
    }
}

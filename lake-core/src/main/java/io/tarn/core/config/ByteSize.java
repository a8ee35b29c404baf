package io.tarn.core.config;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written with a binary unit as {@code 64MiB}. */
public record ByteSize(long bytes) implements Comparable<ByteSize>, Serializable {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Pattern FORM = Pattern.compile("([0-9]{1,19}) ?([A-Za-z]*)");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size of " + bytes + " bytes");
        }
    }

    public static ByteSize ofMiB(long mib) {
        return new ByteSize(Math.multiplyExact(mib, 1L << 20));
    }

    /**
     * Reads {@code 512B}, {@code 64KiB}, {@code 256MiB}, {@code 1GiB}, {@code 2TiB}; a number without a unit is
     * refused.
     */
    public static ByteSize parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new UnfitValueException(
                    "a size is a whole number with a unit: " + String.join(", ", UNITS), "Write it as 256MiB");
        }
        String number = m.group(1);
        int unit = UNITS.indexOf(m.group(2));
        if (unit < 0) {
            throw new UnfitValueException(
                    m.group(2).isEmpty()
                            ? "it has no unit; the units are " + String.join(", ", UNITS)
                            : "the units of sizes are " + String.join(", ", UNITS),
                    "Write it as " + number + nearestUnit(m.group(2)));
        }
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(number), 1L << (10 * unit)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnfitValueException("it is more than 8 EiB", "Write a smaller one, as 256MiB");
        }
    }

    /** "mb", "M", "MB" and "Mib" all mean well. */
    private static String nearestUnit(String unit) {
        String upper = unit.toUpperCase(Locale.ROOT);
        for (String known : UNITS) {
            if (!upper.isEmpty() && known.charAt(0) == upper.charAt(0)) {
                return known;
            }
        }
        return "B";
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest unit that leaves a whole number; {@link #parse} reads it. */
    @Override
    public String toString() {
        int unit = 0;
        long number = bytes;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.size() - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}

package io.tarn.core.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 1h}, {@code 7d}, {@code 4h30m}, {@code 250ms}. A day has 24
 * hours.
 */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(?:[0-9]{1,9}(?:ms|[dhms]))+");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|[dhms])");
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
    }

    private DurationText() {}

    /** Reads parts from the largest unit to the smallest, each at most once; a number without a unit is refused. */
    public static Duration parse(String text) {
        String stripped = text.strip();
        if (!FORM.matcher(stripped).matches()) {
            throw new UnfitValueException(
                    "a duration is made of whole numbers, each with a unit: d, h, m, s or ms",
                    "Write it as 90s, 4h30m or 7d");
        }
        Duration sum = Duration.ZERO;
        Duration before = null;
        Matcher part = PART.matcher(stripped);
        while (part.find()) {
            Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
            if (before != null && unit.compareTo(before) >= 0) {
                throw new UnfitValueException("its units do not go from large to small", "Write it as 4h30m");
            }
            before = unit;
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    /** The shortest text that {@link #parse} reads as this duration; parts below a millisecond are dropped. */
    public static String of(Duration duration) {
        if (duration.toMillis() == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long rest = duration.toMillis();
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long millis = unit.getValue().toMillis();
            if (rest >= millis) {
                text.append(rest / millis).append(unit.getKey());
                rest %= millis;
            }
        }
        return text.toString();
    }
}

package io.tarn.orchestration.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;

/** Eight hours of a day; the shop delivers what happened in them five minutes later. */
record Shift(LocalDate day, int n) {
    static final int PER_DAY = 3;
    private static final long MILLIS = Duration.ofHours(24 / PER_DAY).toMillis();
    private static final Duration DELAY = Duration.ofMinutes(5);
    /** How much of a day's custom falls into each shift, in percent: people sleep. */
    private static final int[] CUSTOM = {12, 40, 48};

    Instant start() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(n * MILLIS);
    }

    Instant arrives() {
        return start().plusMillis(MILLIS).plus(DELAY);
    }

    /** The last millisecond of it. */
    Instant last() {
        return start().plusMillis(MILLIS - 1);
    }

    /** For file names: {@code 2026-11-18T08}. */
    String name() {
        return start().toString().substring(0, "2026-11-18T08".length());
    }

    /** This shift's part of what a day has. */
    int share(int perDay) {
        return perDay * CUSTOM[n] / 100;
    }

    /** So many times within the shift, in order. */
    Instant[] times(int count, Random random) {
        long[] millis = random.longs(count, 0, MILLIS).sorted().toArray();
        return Arrays.stream(millis).mapToObj(start()::plusMillis).toArray(Instant[]::new);
    }
}

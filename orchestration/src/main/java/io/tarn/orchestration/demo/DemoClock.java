package io.tarn.orchestration.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Runs like any clock, and is put forward from step to step, so that three days pass in half a minute. Thread-safe. */
final class DemoClock extends Clock {
    private record Setting(Instant time, long nanos) {}

    private volatile Setting setting;

    DemoClock(Instant start) {
        setting = new Setting(start, System.nanoTime());
    }

    /** Puts the clock forward; a time that has passed changes nothing. */
    void reach(Instant time) {
        if (time.isAfter(instant())) {
            setting = new Setting(time, System.nanoTime());
        }
    }

    @Override
    public Instant instant() {
        Setting now = setting;
        return now.time.plus(Duration.ofNanos(System.nanoTime() - now.nanos)).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("days are UTC");
    }
}

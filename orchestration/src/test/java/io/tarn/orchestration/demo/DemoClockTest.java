package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DemoClockTest {
    private static final Instant START = Instant.parse("2026-11-18T08:05:00Z");

    private final DemoClock clock = new DemoClock(START);

    @Test
    void it_runs() throws InterruptedException {
        Instant before = clock.instant();
        Thread.sleep(2);
        assertThat(clock.instant()).isAfter(before).isBefore(START.plus(Duration.ofMinutes(1)));
    }

    @Test
    void it_is_put_forward_and_never_back() {
        Instant later = START.plus(Duration.ofHours(8));
        clock.reach(later);
        clock.reach(START);
        assertThat(clock.instant()).isAfterOrEqualTo(later);
    }
}

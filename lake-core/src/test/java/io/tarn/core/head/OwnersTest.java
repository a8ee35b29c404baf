package io.tarn.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private final Owners owners = new Owners(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Owner self = owners.current();

    @Test
    void this_process_is_alive_however_long_ago_it_renewed() {
        assertThat(owners.isDead(self)).isFalse();
        assertThat(owners.isDead(new Owner(self.host(), self.pid(), self.started(), NOW.minusSeconds(100_000))))
                .isFalse();
        assertThat(owners.isCurrent(self)).isTrue();
    }

    @Test
    void a_process_of_this_host_that_ended_is_dead_at_once() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        Owner other = new Owner(
                self.host(), process.pid(), process.info().startInstant().orElseThrow(), NOW);
        assertThat(owners.isDead(other)).isFalse();
        assertThat(owners.isCurrent(other)).isFalse();

        process.destroyForcibly().waitFor();

        assertThat(owners.isDead(other)).isTrue();
    }

    @Test
    void a_reused_pid_is_told_by_its_start() {
        assertThat(owners.isDead(
                        new Owner(self.host(), self.pid(), self.started().minusSeconds(60), NOW)))
                .isTrue();
    }

    @Test
    void an_owner_elsewhere_is_dead_after_a_minute_of_silence() {
        assertThat(owners.isDead(new Owner("elsewhere", 1, NOW, NOW.minusSeconds(60))))
                .isFalse();
        assertThat(owners.isDead(new Owner("elsewhere", 1, NOW, NOW.minusSeconds(61))))
                .isTrue();
    }
}

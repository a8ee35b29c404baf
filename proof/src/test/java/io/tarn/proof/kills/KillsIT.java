package io.tarn.proof.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills, so that the harness itself is known to work; {@code proof/run kills} does more. */
final class KillsIT {
    private static final long SEED = Long.getLong("tarn.kills.seed", 1);

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_is_there_once_whoever_is_killed_and_wherever() throws Exception {
        StringWriter told = new StringWriter();
        StepBook book = new StepBook("");
        Kills kills = new Kills(folder, SEED, 10, 25, Duration.ofMinutes(10), book, new PrintWriter(told, true));
        boolean held = kills.run(2);
        assertThat(held).as("-Dtarn.kills.seed=%s%n%s", SEED, told).isTrue();
        assertThat(book.kills()).as("%s", told).isGreaterThanOrEqualTo(10);
    }
}

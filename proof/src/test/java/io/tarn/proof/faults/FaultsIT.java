package io.tarn.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few of the cases that {@code proof/run faults} has many of; the seed is printed, and set by
 * {@code -Dtarn.faults.seed}.
 */
final class FaultsIT {
    @TempDir
    Path folder;

    @Test
    void whatever_operation_fails_nothing_acknowledged_is_lost_and_nothing_is_left_over() throws Exception {
        long seed = Long.getLong("tarn.faults.seed", 1);
        List<String> problems = new Faults(folder, seed, 32, 2, System.out::println).run(1, Integer.MAX_VALUE);
        assertThat(problems)
                .as("seed %d: proof/run faults --cases 32 --seed %d", seed, seed)
                .isEmpty();
    }
}

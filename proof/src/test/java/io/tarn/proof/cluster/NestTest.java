package io.tarn.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a harness starts may outlive it. */
final class NestTest {
    @TempDir
    Path folder;

    @Test
    void closing_ends_what_was_started_also_what_stands_still() throws Exception {
        Nest nest = start("sleep 600 & kill -STOP $!; echo pid $!; wait");
        Waiting.until("it has said whom it started", Duration.ofMinutes(1), () -> nest.output()
                .endsWith("\n"));
        ProcessHandle sleeping = ProcessHandle.of(
                        Long.parseLong(nest.output().strip().substring(4)))
                .orElseThrow();

        nest.close();

        sleeping.onExit().get(1, TimeUnit.MINUTES);
        assertThat(nest.alive()).isFalse();
    }

    @Test
    void the_end_of_the_command_ends_what_it_left_behind_and_its_exit_code_is_known() throws Exception {
        Nest nest = start("sleep 600 & echo pid $!; exit 7");

        assertThat(nest.await(60)).isEqualTo(7);

        long pid = Long.parseLong(nest.output().strip().substring(4));
        Waiting.until("the sleeper is gone", Duration.ofMinutes(1), () -> ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    private Nest start(String script) {
        return Nest.start(List.of("bash", "-c", script), Map.of(), folder, folder.resolve("log"));
    }
}

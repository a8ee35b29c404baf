package io.tarn.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.orchestration.Tarn.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command. */
final class CommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "init",
                "land",
                "compact",
                "verify",
                "query",
                "explain",
                "schema",
                "schema show",
                "schema ddl",
                "schema history",
                "schema diff",
                "schema check",
                "schema apply",
                "catalog",
                "catalog sync",
                "quarantine",
                "quarantine list",
                "quarantine show",
                "quarantine retry",
                "status",
                "report",
                "completion"
            })
    void every_command_has_help_with_an_example(String command) {
        Ran ran = Tarn.bare((command + " --help").split(" "));
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: tarn " + command).contains("Example", "tarn " + command);
    }

    @Test
    void no_command_shows_the_help_and_is_a_usage_error() {
        Ran ran = Tarn.bare();
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Usage: tarn", "Examples:");
    }

    @Test
    void a_mistyped_command_is_named_with_the_nearest_one() {
        Ran ran = Tarn.bare("verfy");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'verfy'", "tarn verify");
    }

    @Test
    void without_a_configuration_the_init_line_is_given() throws IOException {
        Ran ran = Tarn.bare("status", "--config", folder.resolve("none.yaml").toString());
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("tarn init --lake ./lake");
    }

    @Test
    void options_of_all_commands_stand_before_or_behind_the_name() throws IOException {
        new Tarn(folder);
        String config = folder.resolve("tarn.yaml").toString();
        assertThat(Tarn.bare("--config", config, "status").exit()).isZero();
        assertThat(Tarn.bare("status", "--config", config).exit()).isZero();
        assertThat(Tarn.bare("-Dlake=elsewhere", "status", "--config", config).exit())
                .isZero();
    }

    @Test
    void an_unknown_key_is_one_line_that_names_it() throws IOException {
        Ran ran = new Tarn(folder).run("status", "-D", "lak=x");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("lak", "lake");
    }

    @Test
    void the_version_is_printed() {
        assertThat(Tarn.bare("--version").out()).startsWith("tarn ");
    }

    @Test
    void completion_knows_every_command() {
        Ran ran = Tarn.bare("completion", "bash");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .startsWith("#!")
                .contains("demo init land compact verify query explain schema catalog quarantine status report");
    }
}

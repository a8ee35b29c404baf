package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LauncherTest {
    @Test
    void the_launcher_of_the_checkout_is_found() {
        assertThat(Path.of(Launcher.find().path())).isAbsolute().isExecutable().hasFileName("tarn");
    }

    @Test
    void a_path_with_blanks_is_quoted_for_the_shell() {
        assertThat(new Launcher("/home/zoë's lakes/tarn").command("status"))
                .isEqualTo("'/home/zoë'\\''s lakes/tarn' status");
        assertThat(new Launcher("/opt/tarn").command("status")).isEqualTo("/opt/tarn status");
    }
}

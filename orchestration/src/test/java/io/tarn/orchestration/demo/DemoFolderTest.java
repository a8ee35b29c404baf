package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFolderTest {
    @TempDir
    private Path tmp;

    @Test
    void a_passing_folder_goes_with_all_that_is_in_it() throws IOException {
        Path root;
        try (DemoFolder folder = DemoFolder.passing()) {
            root = folder.root();
            Files.createDirectories(root.resolve("lake/a/b"));
            Files.writeString(root.resolve("lake/a/b/c"), "x");
        }
        assertThat(root).doesNotExist();
    }

    @Test
    void deleting_follows_no_links() throws IOException {
        Path outside = Files.createDirectory(tmp.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        try (DemoFolder folder = DemoFolder.passing()) {
            Files.createSymbolicLink(folder.root().resolve("lake"), outside);
        }
        assertThat(outside.resolve("precious")).exists();
    }

    @Test
    void a_folder_that_was_asked_for_is_made_and_stays() {
        Path root = tmp.resolve("new/demo");
        try (DemoFolder folder = DemoFolder.at(root)) {
            assertThat(folder.isKept()).isTrue();
        }
        assertThat(root.resolve(DemoFolder.MARKER)).exists();
    }

    @Test
    void a_folder_of_an_earlier_demo_is_emptied_of_what_the_demo_made_only() throws IOException {
        Path root = tmp.resolve("demo");
        DemoFolder.at(root).close();
        Files.createDirectories(root.resolve("lake/orders"));
        Files.writeString(root.resolve("tarn.yaml"), "lake: lake");
        Files.writeString(root.resolve("notes.txt"), "mine");
        DemoFolder.at(root).close();
        assertThat(root.resolve("lake")).doesNotExist();
        assertThat(root.resolve("tarn.yaml")).doesNotExist();
        assertThat(root.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void a_folder_that_the_demo_did_not_make_is_refused_and_left_alone() throws IOException {
        Path lake = Files.createDirectory(tmp.resolve("lake"));
        assertThatThrownBy(() -> DemoFolder.at(tmp))
                .isInstanceOfSatisfying(
                        TarnException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(
                        "Folder '" + tmp + "' is not the demo's: it exists and has no .tarn-demo, and the demo would"
                                + " overwrite what is in it. Give a folder that does not exist yet");
        assertThat(lake).exists();
        assertThat(tmp.resolve(DemoFolder.MARKER)).doesNotExist();
    }

    @Test
    void a_file_is_refused() throws IOException {
        Path file = Files.writeString(tmp.resolve("file"), "x");
        assertThatThrownBy(() -> DemoFolder.at(file)).hasMessageContaining("is not the demo's");
    }

    @Test
    void two_demos_do_not_share_a_folder() {
        Path root = tmp.resolve("demo");
        try (DemoFolder first = DemoFolder.at(root)) {
            assertThatThrownBy(() -> DemoFolder.at(root))
                    .isInstanceOfSatisfying(
                            TarnException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFLICT))
                    .hasMessage("Folder '" + first.root() + "' is in use: another demo is running in it. Wait for it to"
                            + " end, or give another folder");
        }
    }
}

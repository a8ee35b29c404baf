package io.tarn.orchestration.land;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is landed while it grows, down to its rows. */
final class GrownFileIT {
    @TempDir
    Path folder;

    @Test
    void a_line_that_was_cut_off_and_completed_is_two_frames_and_one_row() throws IOException {
        Tarn tarn = new Tarn(folder);
        String file = tarn.file("a.log", "{\"i\":1}").toString();
        grow(file, "{\"i\":");
        assertThat(tarn.run("land", "orders", file).out()).startsWith("Landed 2 events");
        assertThat(tarn.run("compact").exit()).isZero();
        grow(file, "2}\n{\"i\":3}");
        assertThat(tarn.run("land", "orders", file).out()).startsWith("Landed 2 events");
        grow(file, "\n{\"i\":4}\n");
        assertThat(tarn.run("land", "orders", file).out()).startsWith("Landed 1 event ");
        Tarn.Ran compacted = tarn.run("compact", "--seal-open");
        assertThat(compacted.exit()).as(compacted.err()).isZero();
        assertThat(tarn.run("query", "--json", "SELECT list_sort(list(i)) AS i FROM orders")
                        .out())
                .isEqualTo("[{\"i\":[1,2,3,4]}]\n");
        Tarn.Ran verified = tarn.run("verify", "--deep", "--json");
        assertThat(verified.exit()).as(verified.out()).isZero();
        JsonNode balance = verified.json().get("balance").get(0);
        assertThat(balance.get("received").asLong()).isEqualTo(5);
        assertThat(balance.get("published").asLong()).isEqualTo(4);
        assertThat(balance.get("quarantined").asLong()).isEqualTo(1);
        assertThat(balance.get("balanced").asBoolean()).isTrue();
    }

    private static void grow(String file, String text) throws IOException {
        Files.writeString(Path.of(file), text, StandardOpenOption.APPEND);
    }
}

package io.tarn.orchestration.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void ordersAndTheirRepetitions() throws IOException {
        tarn = new Tarn(folder, "orders: {id: /id, event-time: {field: /at, format: iso8601}}");
        land("orders", "a.ndjson", "{\"id\":1,\"at\":\"2026-11-20\"}", "{\"id\":2,\"at\":\"2026-11-20\"}", "{\"id\":3");
        assertThat(tarn.run("compact", "--seal-open").exit()).isZero();
        land(
                "orders",
                "b.ndjson",
                "{\"at\":\"2026-11-20\", \"id\":1}",
                "{\"id\":2,\"at\":\"2026-11-20\",\"x\":\"\\u001b[2J\"}");
        land("orders", "c.ndjson", "{\"id\":4,\"at\":\"2026-11-20\",\"new\":[true]}");
        assertThat(tarn.run("compact").exit()).isZero();
        land("clicks", "d.ndjson", "{\"id\":1}");
    }

    @Test
    void a_row_is_found_with_its_file_and_its_bytes() {
        JsonNode match = only("2", "published");
        assertThat(match.get("collection").asText()).isEqualTo("orders");
        assertThat(match.get("seq").asLong()).isEqualTo(1);
        assertThat(match.get("log_record").asLong()).isEqualTo(1);
        assertThat(match.get("event").get("source").asText()).endsWith("a.ndjson");
        assertThat(match.get("event").get("size").asLong()).isEqualTo(26);
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(match.get("event").get("bytes").asText()),
                        UTF_8))
                .isEqualTo("{\"id\":2,\"at\":\"2026-11-20\"}");
        JsonNode row = match.get("row");
        assertThat(row.get("day").asText()).isEqualTo("2026-11-20");
        assertThat(row.get("state").asText()).isEqualTo("sealed");
        assertThat(row.get("row").asLong()).isEqualTo(1);
        assertThat(row.get("row_group").asLong()).isZero();
        assertThat(Path.of(row.get("file").asText())).isRegularFile().startsWith(folder.resolve("lake/orders"));
    }

    @Test
    void a_repetition_names_the_row_that_it_repeats_and_whether_it_is_a_conflict() {
        String first = place(only("1", "published"));
        JsonNode same = only("1", "deduplicated");
        assertThat(same.get("repeats").asText()).isEqualTo(first);
        assertThat(same.get("detail").asText()).isEqualTo("it says the same");
        assertThat(only("2", "deduplicated").get("detail").asText()).isEqualTo("it says something else: a conflict");
        assertThat(only(place(same), "deduplicated").get("repeats").asText()).isEqualTo(first);
    }

    @Test
    void a_late_row_waits() {
        assertThat(only("4", "waiting").get("row").get("file").asText()).contains("_tarn/waiting/orders");
    }

    @Test
    void what_was_set_aside_is_found_by_its_id_and_by_its_place() {
        JsonNode listed = tarn.run("quarantine", "show", "orders", "--json")
                .json()
                .get("quarantine")
                .get(0);
        String place = listed.get("segment").asText() + ":" + listed.get("seq").asText();
        JsonNode match = only(place, "quarantined");
        assertThat(match.get("reason").asText()).isEqualTo("invalid_json");
        assertThat(match.get("detail").asText()).isNotEmpty();
        assertThat(only(match.get("event_id").asText(), "quarantined")).isEqualTo(match);
    }

    @Test
    void what_no_compaction_has_taken_is_pending() throws IOException {
        land("orders", "e.ndjson", "{\"id\":9}");
        assertThat(only("9", "pending").get("log_record")).isNull();
        assertThat(tarn.run("explain", "9").out()).contains("no compaction has taken it yet: tarn compact");
    }

    @Test
    void words_say_the_same_and_no_terminal_obeys_them() {
        Tarn.Ran ran = tarn.run("explain", "2", "--collection", "orders");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("published  day 2026-11-20 (sealed), by log record 1", "row group 0, row 1", "26 bytes")
                .contains("dropped    as a repetition of archive/orders/")
                .doesNotContain("\u001b");
    }

    @Test
    void what_is_nowhere_is_said_clearly() {
        Tarn.Ran ran = tarn.run("explain", "none", "--json");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.json().get("matches")).isEmpty();
        assertThat(ran.err())
                .isEqualTo("tarn: Event 'none' was not found: no row, nothing set aside and nothing in the archive has"
                        + " that id. Look for other fields with tarn query\n");
        assertThat(tarn.run("explain", "2", "--collection", "ordres").exit()).isEqualTo(2);
    }

    @Test
    void a_segment_that_is_gone_is_told_and_the_row_is_found_all_the_same() throws IOException {
        String segment = only("2", "published").get("segment").asText();
        Files.delete(folder.resolve("lake/_tarn").resolve(segment));
        Tarn.Ran ran = tarn.run("explain", "2", "--json");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("Segment '" + segment + "' was not searched");
        assertThat(ran.json().get("matches").get(0).get("event")).isNull();
    }

    /** The one match of this fate in orders, as JSON. */
    private JsonNode only(String id, String fate) {
        Tarn.Ran ran = tarn.run("explain", id, "--collection", "orders", "--json");
        assertThat(ran.exit()).as(ran.err()).isZero();
        JsonNode found = null;
        for (JsonNode match : ran.json().get("matches")) {
            if (match.get("fate").asText().equals(fate)) {
                assertThat(found).as("a second one").isNull();
                found = match;
            }
        }
        assertThat(found).as(ran.out()).isNotNull();
        return found;
    }

    private static String place(JsonNode match) {
        return match.get("segment").asText() + ":" + match.get("seq").asText();
    }

    private void land(String collection, String file, String... lines) throws IOException {
        assertThat(tarn.run("land", collection, tarn.file(file, lines).toString())
                        .exit())
                .isZero();
    }
}

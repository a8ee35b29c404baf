package io.tarn.orchestration.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn;
import io.tarn.orchestration.Tarn.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of quarantine, on the real path: landed, compacted, set aside, tried again. */
final class QuarantineCommandTest {
    private static final byte[] NO_TEXT = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, 0x1b, '"', '}'};

    @TempDir
    Path folder;

    private Tarn tarn;
    private String today;

    @BeforeEach
    void land() throws IOException {
        tarn = new Tarn(folder, "orders: {id: /id, dedupe: {on-conflict: quarantine}}");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.write("{\"id\":1,\"v\":1}\n{\"id\":1,\"v\":2}\n{\"id\":2,\"v\":1}\nbroken\u001b[31m\n"
                .getBytes(StandardCharsets.UTF_8));
        lines.write(NO_TEXT);
        lines.write('\n');
        Path file = Files.write(folder.resolve("a.ndjson"), lines.toByteArray());
        assertThat(tarn.run("land", "orders", file.toString()).exit()).isZero();
        assertThat(tarn.run("compact").exit()).isZero();
        today = LocalDate.now(ZoneOffset.UTC).toString();
    }

    @Test
    void the_list_counts_by_reason_and_day_and_says_what_to_do() {
        String out = tarn.run("quarantine", "list").out();
        assertThat(out)
                .containsPattern("orders +id_conflict +" + today + " +1 +14 B +another payload")
                .containsPattern("orders +invalid_json +" + today + " +1 +11 B ")
                .contains("convert it, or mend the producer", "tarn quarantine retry orders");

        JsonNode json = tarn.run("quarantine", "list", "--json").json().get("quarantine");
        assertThat(json).hasSize(3);
        assertThat(json.get(0).get("reason").asText()).isEqualTo("id_conflict");
        assertThat(json.get(0).get("days").get(0).get("events").asLong()).isEqualTo(1);
    }

    @Test
    void what_is_shown_steers_no_terminal_and_tells_the_place() {
        String out = tarn.run("quarantine", "show", "orders").out();
        assertThat(out)
                .doesNotContain("\u001b")
                .contains("broken\\u001b[31m", "{\"a\":\"\\xff\\x1b\"}", "a.ndjson", ".avro:3");
        assertThat(tarn.run("quarantine", "show", "orders", "--day", "2001-01-01")
                        .out())
                .isEqualTo("Nothing of that was set aside.\n");
        Ran one = tarn.run("quarantine", "show", "orders", "--limit", "1");
        assertThat(one.err()).isEqualTo("tarn: There are more: --limit N shows so many\n");
    }

    @Test
    void the_bytes_come_out_as_they_came_in() {
        PrintStream before = System.out;
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        System.setOut(new PrintStream(raw, true, StandardCharsets.UTF_8));
        try {
            assertThat(tarn.run("quarantine", "show", "orders", "--reason", "utf8", "--raw")
                            .exit())
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(raw.toByteArray()).startsWith(NO_TEXT).hasSize(NO_TEXT.length + 1);
    }

    @Test
    void after_a_fix_a_retry_publishes_what_is_an_event_now() throws IOException {
        String settings = "orders: {id: [/id, /v], dedupe: {on-conflict: quarantine}}";
        tarn = new Tarn(folder, settings);
        assertThat(tarn.run("quarantine", "retry", "orders").exit()).isEqualTo(3);
        assertThat(tarn.run("schema", "apply", "orders", "--from-now").exit()).isZero();

        assertThat(tarn.run("quarantine", "retry", "orders", "--dry-run").out())
                .contains("1 would be published, 0 would repeat a known id and would be dropped.");
        Ran retried = tarn.run("quarantine", "retry", "orders");
        assertThat(retried.exit()).isZero();
        assertThat(retried.err()).isEmpty();
        assertThat(retried.out())
                .contains("orders: 3 events tried again", "1 published, 0 repeat a known id and are dropped.")
                .contains(today + " (open): 1 row")
                .containsPattern("id_conflict +1 +0\n");

        assertThat(tarn.run("quarantine", "retry", "orders").out()).contains("Nothing has changed");
        assertThat(tarn.run("verify", "--deep").exit()).isZero();
        assertThat(tarn.run("query", "--format", "csv", "SELECT id, v FROM orders ORDER BY 1, 2")
                        .out())
                .isEqualTo("id,v\r\n1,1\r\n1,2\r\n2,1\r\n");
        assertThat(tarn.run("query", "--format", "csv", "SELECT reason FROM quarantine ORDER BY 1")
                        .out())
                .isEqualTo("reason\r\ninvalid_json\r\nutf8\r\n");
        JsonNode match =
                tarn.run("explain", "[1,2]", "--json").json().get("matches").get(0);
        assertThat(match.get("fate").asText()).isEqualTo("published");
        assertThat(match.get("log_record").asLong()).isEqualTo(2);
    }

    @Test
    void a_retry_of_nothing_is_no_error() {
        Ran ran = tarn.run("quarantine", "retry", "orders", "--reason", "too_deep");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("orders: nothing of that was set aside.\n");
        JsonNode json = tarn.run("quarantine", "retry", "orders", "--json").json();
        assertThat(json.get("status").asText()).isEqualTo("nothing");
        assertThat(json.get("tried").asLong()).isEqualTo(3);
    }
}

package io.tarn.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files land, become rows, are asked and verified, all by the commands. */
final class MainPathIT {
    private static final String ESC = "\\u001b[2J";

    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void ordersOfTwoDaysAndSomeTrouble() throws IOException {
        tarn = new Tarn(folder, "orders: {event-time: {field: /at, format: iso8601}}");
        Path file = tarn.file(
                "orders.ndjson",
                "{\"at\":\"2026-11-20T10:00:00Z\",\"id\":9007199254740993,\"amount\":1.10,\"items\":[{\"sku\":\"a\"}]}",
                "{\"at\":\"2026-11-20T11:00:00Z\",\"id\":\"" + ESC + "\",\"amount\":2.5,\"items\":[]}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"id\":3,\"amount\":0,\"note\":null}",
                "{\"at\":\u001b[31mred",
                "{\"id\":4}");
        assertThat(tarn.run("land", "orders", file.toString()).exit()).isZero();
        Ran compacted = tarn.run("compact", "--seal-open");
        assertThat(compacted.exit()).as(compacted.err()).isZero();
    }

    @Test
    void every_row_is_verified_deep_and_everything_balances() {
        Ran ran = tarn.run("verify", "--deep", "--json");
        assertThat(ran.exit()).as(ran.out()).isZero();
        JsonNode balance = ran.json().get("balance").get(0);
        assertThat(balance.get("collection").asText()).isEqualTo("orders");
        assertThat(balance.get("received").asLong()).isEqualTo(5);
        assertThat(balance.get("published").asLong()).isEqualTo(4);
        assertThat(balance.get("quarantined").asLong()).isEqualTo(1);
        assertThat(balance.get("undated").asLong()).isEqualTo(1);
        assertThat(balance.get("balanced").asBoolean()).isTrue();
        assertThat(ran.json().get("problems")).isEmpty();
    }

    @Test
    void verification_in_words_ends_with_what_was_compared() {
        Ran ran = tarn.run("verify", "--deep");
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("balanced", "4 rows compared with their events: no problem");
    }

    @Test
    void a_foreign_file_is_exit_5_with_a_line_of_json() throws IOException {
        java.nio.file.Files.writeString(folder.resolve("lake/orders/year=2026/month=11/day=20/x.csv"), "a");
        Ran ran = tarn.run("verify", "--quick", "--json", "orders");
        assertThat(ran.exit()).isEqualTo(5);
        JsonNode problem = ran.json().get("problems").get(0);
        assertThat(problem.get("kind").asText()).isEqualTo("foreign_object");
        assertThat(problem.get("object").asText()).endsWith("day=20/x.csv");
        assertThat(problem.get("do").asText()).isNotEmpty();
    }

    @Test
    void queries_give_json_with_exact_types() {
        Ran ran = tarn.run(
                "query",
                "--json",
                "SELECT id, id__string, amount, items, year, month, day, tarn.seq FROM orders"
                        + " WHERE day = '20' ORDER BY tarn.seq");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("""
                        [{"id":9007199254740993,"id__string":null,"amount":1.1,"items":[{"sku":"a"}],"year":"2026","month":"11","day":"20","seq":0},
                        {"id":null,"id__string":"\\u001b[2J","amount":2.5,"items":[],"year":"2026","month":"11","day":"20","seq":1}]
                        """);
    }

    @Test
    void tables_never_obey_what_events_say() {
        Ran ran = tarn.run("query", "SELECT id__string FROM orders WHERE id__string IS NOT NULL");
        assertThat(ran.out()).contains(ESC).doesNotContain("\u001b");
        assertThat(tarn.run("quarantine", "show", "orders").out())
                .contains("\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    @Test
    void csv_has_a_head_and_quotes_what_needs_it() {
        Ran ran = tarn.run(
                "query",
                "--format",
                "csv",
                "SELECT amount, items, '' AS e, NULL AS n FROM orders WHERE id = 9007199254740993");
        assertThat(ran.out()).isEqualTo("amount,items,e,n\r\n1.1,\"[{\"\"sku\"\":\"\"a\"\"}]\",\"\",\r\n");
    }

    @Test
    void a_collection_without_rows_is_an_empty_view() throws IOException {
        assertThat(tarn.run("land", "fresh", tarn.file("f.ndjson", "{\"a\":1}").toString())
                        .exit())
                .isZero();
        assertThat(tarn.run("query", "--json", "SELECT count(*) AS n, max(year) AS y FROM fresh")
                        .out())
                .isEqualTo("[{\"n\":0,\"y\":null}]\n");
        JsonNode balance = tarn.run("verify", "--quick", "--json", "fresh")
                .json()
                .get("balance")
                .get(0);
        assertThat(balance.get("pending").asLong()).isEqualTo(1);
        assertThat(balance.get("balanced").asBoolean()).isTrue();
    }

    @Test
    void the_quarantine_is_a_table_too() {
        Ran ran = tarn.run("query", "--json", "SELECT collection, reason, seq, decode(bytes) AS text FROM quarantine");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.json().get(0).get("reason").asText()).isEqualTo("invalid_json");
        assertThat(ran.json().get(0).get("seq").asLong()).isEqualTo(3);
        assertThat(ran.json().get(0).get("text").asText()).startsWith("{\"at\":");
    }

    @Test
    void a_wrong_query_is_one_plain_line_and_exit_2() {
        Ran ran = tarn.run("query", "SELECT nope FROM orders");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("nope").doesNotContain("LINE 1");
    }

    @Test
    void the_schema_names_every_column_with_its_path() {
        JsonNode schema = tarn.run("schema", "show", "orders", "--json").json();
        assertThat(schema.get("collection").asText()).isEqualTo("orders");
        assertThat(schema.get("version").asInt()).isEqualTo(1);
        assertThat(schema.get("columns").findValuesAsText("path")).contains("/id", "/amount", "");
        assertThat(tarn.run("schema", "ddl", "orders").out())
                .contains("CREATE EXTERNAL TABLE", "PARTITION (year='2026', month='11', day='20')");
        assertThat(tarn.run("schema", "ddl", "orders", "--view").out()).contains("CREATE OR REPLACE VIEW");
    }

    @Test
    void status_tells_each_day() {
        JsonNode orders = tarn.run("status", "--json").json().get("collections").get(0);
        assertThat(orders.get("collection").asText()).isEqualTo("orders");
        assertThat(orders.get("days").get(0).get("day").asText()).isEqualTo("2026-11-20");
        assertThat(orders.get("days").get(0).get("state").asText()).isEqualTo("sealed");
        assertThat(orders.get("days").get(0).get("rows").asLong()).isEqualTo(2);
        assertThat(tarn.run("status").out()).contains("orders: 4 rows on 3 days");
    }

    @Test
    void the_quarantine_is_listed_by_reason() {
        assertThat(tarn.run("quarantine", "list").out()).contains("invalid_json", "orders");
        assertThat(tarn.run("quarantine", "show", "orders", "--reason", "utf8").out())
                .contains("Nothing");
        assertThat(tarn.run("quarantine", "show", "orders", "--reason", "nonsense")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void settings_that_move_old_rows_need_to_be_meant() throws IOException {
        new Tarn(folder, "orders: {event-time: {field: /other, format: iso8601}}");
        Ran refused = tarn.run("schema", "apply", "orders");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("--from-now");
        Ran applied = tarn.run("schema", "apply", "orders", "--from-now");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("version 2");
        assertThat(tarn.run("schema", "apply", "orders").out()).startsWith("Nothing to do");
    }

    @Test
    void a_collection_that_does_not_exist_is_named() {
        Ran ran = tarn.run("schema", "show", "oders");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'oders'", "orders");
    }
}

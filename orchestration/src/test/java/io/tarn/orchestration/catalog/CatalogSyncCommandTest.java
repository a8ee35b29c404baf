package io.tarn.orchestration.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogSyncCommandTest {
    @TempDir
    Path folder;

    private Tarn tarn;
    private Path table;

    @BeforeEach
    void twoDays() throws IOException {
        tarn = new Tarn(folder, "orders: {event-time: {field: /at, format: iso8601}}");
        Path file = tarn.file("a.ndjson", "{\"at\":\"2026-11-19\"}", "{\"at\":\"2026-11-20\"}");
        assertThat(tarn.run("land", "orders", file.toString()).exit()).isZero();
        assertThat(tarn.run("compact", "--seal-open").exit()).isZero();
        table = folder.resolve("lake/_tarn/catalog/orders.json");
    }

    @Test
    void a_catalog_that_agrees_is_left_alone() throws IOException {
        String before = Files.readString(table);
        Tarn.Ran ran = tarn.run("catalog", "sync");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("The catalog agrees with the heads.\n");
        assertThat(Files.readString(table)).isEqualTo(before);
    }

    @Test
    void what_is_missing_elsewhere_or_too_much_is_mended() throws IOException {
        String before = Files.readString(table);
        Files.writeString(
                table,
                before.replace("\"2026-11-19\"", "\"2020-01-01\"")
                        .replace("/day=20", "/day=21")
                        .replaceFirst(",\"crc32c\":\"[0-9a-f]{8}\"", ""));
        assertThat(tarn.run("verify", "--quick").exit()).isEqualTo(5);
        String broken = Files.readString(table);
        JsonNode plan = tarn.run("catalog", "sync", "--dry-run", "--json").json();
        assertThat(Files.readString(table)).isEqualTo(broken);
        JsonNode days = plan.get("catalog").get(0).get("days");
        assertThat(days.findValuesAsText("day")).containsExactly("2020-01-01", "2026-11-19", "2026-11-20");
        assertThat(days.findValuesAsText("action")).containsExactly("drop", "set", "set");
        assertThat(days.get(2).get("from").asText()).contains("day=21");
        assertThat(days.get(2).get("to").asText()).contains("day=20");
        Tarn.Ran ran = tarn.run("catalog", "sync", "orders");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("3 days changed.");
        assertThat(Files.readString(table)).isEqualTo(before);
        assertThat(tarn.run("verify", "--quick").exit()).isZero();
    }

    @Test
    void a_catalog_that_is_gone_is_written_again() throws IOException {
        String before = Files.readString(table);
        Files.delete(table);
        assertThat(tarn.run("catalog", "sync").exit()).isZero();
        assertThat(Files.readString(table)).isEqualTo(before);
        assertThat(tarn.run("query", "--json", "SELECT count(*) AS n FROM orders")
                        .out())
                .isEqualTo("[{\"n\":2}]\n");
    }

    @Test
    void a_collection_without_days_gets_no_table() throws IOException {
        assertThat(tarn.run("land", "fresh", tarn.file("f.ndjson", "{}").toString())
                        .exit())
                .isZero();
        assertThat(tarn.run("catalog", "sync", "fresh").exit()).isZero();
        assertThat(folder.resolve("lake/_tarn/catalog/fresh.json")).doesNotExist();
        assertThat(tarn.run("catalog", "sync", "none").exit()).isEqualTo(2);
        assertThat(tarn.run("catalog").exit()).isEqualTo(2);
    }
}

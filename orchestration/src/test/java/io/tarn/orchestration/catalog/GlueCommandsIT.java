package io.tarn.orchestration.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.aws.servers.GlueServer;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with their tables in Glue; the files lie in a folder. */
final class GlueCommandsIT {
    @TempDir
    Path folder;

    private final GlueServer glue = GlueServer.shared();
    private final String database = glue.newDatabase();
    private Tarn tarn;

    @BeforeEach
    void anOpenDay() throws IOException {
        tarn = new Tarn(folder, "orders: {event-time: {field: /at, format: iso8601}}");
        catalog(database);
        land("{\"at\":\"2026-11-19\",\"n\":1}", "{\"at\":\"2026-11-20\",\"n\":2}");
        assertThat(tarn.run("compact").exit()).isZero();
    }

    private void catalog(String name) throws IOException {
        Files.writeString(
                folder.resolve("tarn.yaml"),
                "catalog: {type: glue, database: " + name + ", region: us-east-1, endpoint: \"" + glue.endpoint()
                        + "\"}\n",
                StandardOpenOption.APPEND);
    }

    private void land(String... lines) throws IOException {
        Path file = tarn.file("events-" + lines[0].hashCode() + ".ndjson", lines);
        assertThat(tarn.run("land", "orders", file.toString()).exit()).isZero();
    }

    private String location(String day) {
        return glue.somebody()
                .getPartition(r -> r.databaseName(database).tableName("orders").partitionValues(day.split("-")))
                .partition()
                .storageDescriptor()
                .location();
    }

    @Test
    void a_compaction_shows_its_days_in_glue_and_the_commands_read_them_there() {
        assertThat(location("2026-11-20")).startsWith("file:").contains("/orders/year=2026/month=11/day=20");
        assertThat(folder.resolve("lake/_tarn/catalog")).doesNotExist();
        assertThat(tarn.run("query", "--json", "SELECT sum(n)::int AS n FROM orders")
                        .out())
                .isEqualTo("[{\"n\":3}]\n");
        assertThat(tarn.run("verify").exit()).isZero();
        assertThat(tarn.run("schema", "ddl", "orders").out())
                .contains("'tarn.collection'='orders'")
                .contains(location("2026-11-19"), location("2026-11-20"));
    }

    @Test
    void sync_says_what_glue_lacks_and_makes_it_agree() {
        assertThat(tarn.run("catalog", "sync", "--dry-run").out()).isEqualTo("The catalog agrees with the heads.\n");
        String right = location("2026-11-20");
        glue.somebody().updatePartition(r -> r.databaseName(database)
                .tableName("orders")
                .partitionValueList("2026", "11", "20")
                .partitionInput(p -> p.values("2026", "11", "20")
                        .parameters(glue.somebody()
                                .getPartition(g -> g.databaseName(database)
                                        .tableName("orders")
                                        .partitionValues("2026", "11", "20"))
                                .partition()
                                .parameters())
                        .storageDescriptor(s -> s.location("file:///elsewhere/"))));
        glue.somebody()
                .deletePartition(
                        r -> r.databaseName(database).tableName("orders").partitionValues("2026", "11", "19"));
        assertThat(tarn.run("verify", "--quick").exit()).isEqualTo(5);
        JsonNode days = tarn.run("catalog", "sync", "--dry-run", "--json")
                .json()
                .get("catalog")
                .get(0)
                .get("days");
        assertThat(days.findValuesAsText("action")).containsExactly("set", "set");
        assertThat(days.get(1).get("from").asText()).isEqualTo("file:///elsewhere/");
        assertThat(location("2026-11-20")).isEqualTo("file:///elsewhere/");
        assertThat(tarn.run("catalog", "sync").exit()).isZero();
        assertThat(location("2026-11-20")).isEqualTo(right);
        assertThat(tarn.run("verify").exit()).isZero();
    }

    @Test
    void a_table_that_was_dropped_is_made_again_with_all_its_days() {
        glue.somebody().deleteTable(r -> r.databaseName(database).name("orders"));
        assertThat(tarn.run("verify", "--quick").exit()).isEqualTo(5);
        assertThat(tarn.run("catalog", "sync").out()).contains("2 days changed.");
        assertThat(tarn.run("verify", "--quick").exit()).isZero();
    }

    @Test
    void events_that_need_a_column_get_it_in_the_table_and_their_day() throws IOException {
        land("{\"at\":\"2026-11-20\",\"n\":3,\"more\":\"x\"}");
        assertThat(tarn.run("compact").exit()).isZero();
        assertThat(tarn.run("catalog", "sync", "--dry-run").out()).isEqualTo("The catalog agrees with the heads.\n");
        assertThat(glue.somebody()
                        .getTable(r -> r.databaseName(database).name("orders"))
                        .table()
                        .storageDescriptor()
                        .columns())
                .anyMatch(
                        column -> column.name().equals("more") && column.type().equals("string"));
    }

    @Test
    void a_database_that_may_not_be_used_is_exit_6() throws IOException {
        tarn = new Tarn(folder, "orders: {event-time: {field: /at, format: iso8601}}");
        catalog("denied");
        Tarn.Ran ran = tarn.run("catalog", "sync");
        assertThat(ran.exit()).isEqualTo(6);
        assertThat(ran.err()).contains("Glue table denied.orders is denied", "glue:GetTable");
    }
}

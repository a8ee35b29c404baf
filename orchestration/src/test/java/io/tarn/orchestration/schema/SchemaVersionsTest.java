package io.tarn.orchestration.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History, differences and what a file would change. */
final class SchemaVersionsTest {
    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void configure() throws IOException {
        tarn = new Tarn(folder);
    }

    private void twoVersions() throws IOException {
        hydrate("a.ndjson", "{\"id\":1,\"items\":[{\"sku\":\"a\"}]}");
        hydrate("b.ndjson", "{\"id\":\"x\",\"items\":[{\"sku\":\"b\",\"n\":2}]}");
    }

    private void hydrate(String file, String... lines) throws IOException {
        assertThat(tarn.run("land", "orders", tarn.file(file, lines).toString()).exit())
                .isZero();
        assertThat(tarn.run("compact").exit()).isZero();
    }

    @Test
    void the_history_tells_what_each_version_added() throws IOException {
        twoVersions();
        JsonNode versions =
                tarn.run("schema", "history", "orders", "--json").json().get("versions");
        assertThat(versions.findValuesAsText("version")).containsExactly("1", "2");
        assertThat(versions.get(0).get("added").findValuesAsText("name"))
                .contains("id", "items", "items.sku", "_rest", "tarn.event_id");
        assertThat(versions.get(0).get("created").asText()).endsWith("Z");
        assertThat(versions.get(1).get("added").findValuesAsText("name")).containsExactly("items.n", "id__string");
        assertThat(versions.get(1).get("added").get(0).get("path").asText()).isEqualTo("/items/n");
        assertThat(tarn.run("schema", "history", "orders").out()).contains("version 2, ", "+  id__string", "variant");
    }

    @Test
    void a_difference_is_of_any_two_versions_either_way() throws IOException {
        twoVersions();
        JsonNode newest = tarn.run("schema", "diff", "orders", "--json").json();
        assertThat(newest.get("from").asInt()).isEqualTo(1);
        assertThat(newest.get("to").asInt()).isEqualTo(2);
        assertThat(newest.get("added").findValuesAsText("name")).containsExactly("items.n", "id__string");
        assertThat(newest.get("removed")).isEmpty();
        assertThat(newest.get("changed")).isEmpty();
        JsonNode back = tarn.run("schema", "diff", "orders", "--from", "2", "--to", "1", "--json")
                .json();
        assertThat(back.get("removed")).isEqualTo(newest.get("added"));
        assertThat(tarn.run("schema", "diff", "orders", "--from", "2").out()).contains("no column is new or another");
        Tarn.Ran unknown = tarn.run("schema", "diff", "orders", "--to", "3");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("there are 1 to 2");
    }

    @Test
    void a_check_says_what_landing_would_then_do_and_changes_nothing() throws IOException {
        twoVersions();
        String[] lines = {"{\"id\":true,\"Note\":\"n\"}", "{\"id\":2}", "no", ""};
        String file = tarn.file("c.ndjson", lines).toString();
        long before = objects();
        JsonNode check = tarn.run("schema", "check", "orders", file, "--json").json();
        assertThat(objects()).isEqualTo(before);
        assertThat(check.get("events").asLong()).isEqualTo(2);
        assertThat(check.get("refused").get("invalid_json").asLong()).isEqualTo(1);
        assertThat(check.get("from").asInt()).isEqualTo(2);
        assertThat(check.get("to").asInt()).isEqualTo(3);
        assertThat(check.get("added").findValuesAsText("name")).contains("id__bool", "note");
        assertThat(tarn.run("schema", "check", "orders", file).out())
                .contains("2 events read.", "1 more would be set aside: invalid_json", "They would make version 3");
        hydrate("d.ndjson", lines);
        assertThat(tarn.run("schema", "diff", "orders", "--json").json().get("added"))
                .isEqualTo(check.get("added"));
        assertThat(tarn.run("schema", "check", "orders", file).out())
                .contains("Version 3 of orders holds them all as it is.");
    }

    @Test
    void a_collection_may_be_checked_before_it_exists() throws IOException {
        String file =
                tarn.file("doc.json", "{\"Records\":[{\"a\":1},{\"a\":2.5}]}").toString();
        JsonNode check = tarn.run("schema", "check", "fresh", file, "--records", "/Records", "--json")
                .json();
        assertThat(check.get("from").asInt()).isZero();
        assertThat(check.get("events").asLong()).isEqualTo(2);
        assertThat(check.get("added").get(0).get("name").asText()).isEqualTo("a");
        assertThat(check.get("added").get(0).get("type").asText()).isEqualTo("double");
        assertThat(folder.resolve("lake")).doesNotExist();
    }

    @Test
    void a_missing_file_is_partly_done_and_none_is_wrong_usage() throws IOException {
        String file = tarn.file("a.ndjson", "{}").toString();
        Tarn.Ran missing = tarn.run(
                "schema", "check", "orders", file, folder.resolve("none").toString());
        assertThat(missing.exit()).isEqualTo(4);
        assertThat(missing.err()).contains("none: there is no such file");
        assertThat(tarn.run("schema", "check", "orders").exit()).isEqualTo(2);
        assertThat(tarn.run("schema", "check", "orders", file, "--format", "csv")
                        .exit())
                .isEqualTo(2);
    }

    private long objects() throws IOException {
        try (var files = Files.walk(folder.resolve("lake"))) {
            return files.count();
        }
    }
}

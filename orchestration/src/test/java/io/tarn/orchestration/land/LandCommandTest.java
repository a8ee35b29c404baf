package io.tarn.orchestration.land;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.orchestration.Tarn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandCommandTest {
    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void configure() throws IOException {
        tarn = new Tarn(folder);
    }

    @Test
    void a_file_is_landed_and_then_known() throws IOException {
        String file = tarn.file("a.ndjson", "{\"a\":1}", "", "{\"a\":").toString();
        Tarn.Ran first = tarn.run("land", "orders", file);
        assertThat(first.exit()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .isEqualTo("Landed 2 events in 'orders' from 1 file: 1 landed.\n1 blank line passed over.\n"
                        + "No events, to be set aside by compact: invalid_json 1.\n");
        Tarn.Ran second = tarn.run("land", "orders", file);
        assertThat(second.exit()).isZero();
        assertThat(second.out()).isEqualTo("Landed 0 events in 'orders' from 1 file: 1 known.\n");
        assertThat(second.err()).matches("tarn: \\Q" + file + "\\E: known: came at \\S+; --again lands it once more\n");
        assertThat(tarn.run("land", "orders", file, "--again").out()).startsWith("Landed 2 events");
    }

    @Test
    void a_grown_file_is_continued() throws IOException {
        String file = tarn.file("a.log", "{\"a\":1}", "{\"a\":2}").toString();
        tarn.run("land", "orders", file);
        tarn.file("a.log", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        Tarn.Ran people = tarn.run("land", "orders", file);
        assertThat(people.exit()).isZero();
        assertThat(people.out()).isEqualTo("Landed 1 event in 'orders' from 1 file: 1 continued.\n");
        assertThat(people.err()).matches("tarn: \\Q" + file + "\\E: continued: its first 2 lines came at 20\\S+\n");
        tarn.file("a.log", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}");
        Tarn.Ran json = tarn.run("land", "orders", file, "--json");
        assertThat(json.json().get("files").get(0).get("status").asText()).isEqualTo("continued");
        assertThat(json.json().get("files").get(0).get("events").asLong()).isEqualTo(1);
        assertThat(json.json().get("received").asLong()).isEqualTo(1);
    }

    @Test
    void json_says_what_became_of_each_file() throws IOException {
        String file = tarn.file("a.json", "[{\"a\":1},", "{\"a\":2}, 3]").toString();
        Tarn.Ran ran = tarn.run("land", "orders", file, "missing.json", "--json");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.json().get("collection").asText()).isEqualTo("orders");
        assertThat(ran.json().get("received").asLong()).isEqualTo(3);
        assertThat(ran.json().get("refused").get("not_object").asLong()).isEqualTo(1);
        assertThat(ran.json().get("blank").asLong()).isZero();
        assertThat(ran.json().get("files").get(0).get("path").asText()).isEqualTo(file);
        assertThat(ran.json().get("files").get(0).get("status").asText()).isEqualTo("landed");
        assertThat(ran.json().get("files").get(0).get("events").asLong()).isEqualTo(3);
        assertThat(ran.json().get("files").get(1).get("status").asText()).isEqualTo("failed");
        assertThat(ran.json().get("files").get(1).get("why").asText()).isEqualTo("there is no such file");
        assertThat(ran.err()).isEqualTo("tarn: missing.json: failed: there is no such file\n");
    }

    @Test
    void bad_events_alone_are_no_failure_but_with_strict() throws IOException {
        String good = tarn.file("good.ndjson", "{}").toString();
        String bad = tarn.file("bad.ndjson", "no").toString();
        assertThat(tarn.run("land", "orders", good, "--strict").exit()).isZero();
        assertThat(tarn.run("land", "orders", bad, "--strict").exit()).isEqualTo(8);
        assertThat(tarn.run("land", "orders", bad, "missing", "--again", "--strict")
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void no_input_at_all_is_wrong_usage() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertUsage("Nothing to land: name files or directories, or - for standard input.", "land", "orders");
        String empty = folder.resolve("empty").toString();
        assertUsage("Nothing to land: there is no file in " + empty + ".", "land", "orders", empty);
        Files.createFile(folder.resolve("empty/_SUCCESS"));
        assertUsage(
                "Nothing to land: there is no file in " + empty + " whose name does not begin with . or _.",
                "land",
                "orders",
                empty);
    }

    @Test
    void what_means_nothing_is_wrong_usage() throws IOException {
        String file = tarn.file("a.ndjson", "{}").toString();
        assertUsage("--format is one of auto, ndjson, json, and not 'csv'.", "land", "orders", file, "--format", "csv");
        assertUsage(
                "--records: 'Records' is no JSON pointer (RFC 6901), as '/Records' or '/data/stations'.",
                "land",
                "orders",
                file,
                "--records",
                "Records");
        assertUsage(
                "--import-id names standard input; files are known by their content.",
                "land",
                "orders",
                file,
                "--import-id",
                "x");
        assertUsage(
                "--received-at name needs files: standard input has neither name nor time.",
                "land",
                "orders",
                "-",
                "--received-at",
                "name");
        assertThat(tarn.run("land", "../x", file).exit()).isEqualTo(2);
        assertThat(tarn.run("land", "quarantine", file).exit()).isEqualTo(2);
    }

    @Test
    void standard_input_is_known_by_its_import_id() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8)));
            assertThat(tarn.run("land", "orders", "-", "--import-id", "night").out())
                    .startsWith("Landed 2 events");
            System.setIn(new ByteArrayInputStream("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8)));
            assertThat(tarn.run("land", "orders", "-", "--import-id", "night").out())
                    .startsWith("Landed 0 events");
            System.setIn(new ByteArrayInputStream("{\"a\":1}\n".getBytes(UTF_8)));
            assertThat(tarn.run("land", "orders", "-").err())
                    .isEqualTo(
                            "tarn: -: a second run of the same input will not be recognised; --import-id ID names it\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_collection_that_may_not_be_created_is_a_matter_of_configuration() throws IOException {
        String file = tarn.file("a.ndjson", "{}").toString();
        Tarn.Ran ran = tarn.run("land", "orders", file, "-D", "auto-create=false");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("tarn: Collection 'orders' is not landed: the configuration does not list it, and"
                        + " 'auto-create' is false. Add it under 'collections', or correct the name\n");
    }

    private void assertUsage(String message, String... args) {
        Tarn.Ran ran = tarn.run(args);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("tarn: " + message + "\n");
    }
}

package io.tarn.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReferenceTest {
    @TempDir
    Path dir;

    /** Settings follow the '#' at once or indented, prose after one blank. */
    @Test
    void the_template_is_a_configuration_and_its_comments_are_the_defaults() throws IOException {
        String template = ConfigReference.template("./lake");
        TarnConfig plain = load(template);
        TarnConfig uncommented = load(template.replaceAll("(?m)^#(?=\\S|  )", ""));

        CollectionName other = new CollectionName("other");
        assertThat(uncommented.listed()).containsExactly(new CollectionName("orders"));
        assertThat(uncommented.collection(other)).isEqualTo(plain.collection(other));
        assertThat(uncommented.lake()).isEqualTo(plain.lake());
        assertThat(uncommented.state()).isEqualTo(plain.state());
        assertThat(uncommented.spool()).isEqualTo(plain.spool());
        assertThat(uncommented.engine()).isEqualTo(plain.engine());
        assertThat(uncommented.autoCreate()).isEqualTo(plain.autoCreate());
    }

    @Test
    void a_lake_with_blanks_and_quotes_is_quoted() throws IOException {
        assertThat(ConfigReference.template("my \"lake\" # 1: a")).contains("lake: \"my \\\"lake\\\" # 1: a\"\n");
        assertThat(StoreReader.path(
                        load(ConfigReference.template("my \"lake\" # 1: a")).lake()))
                .isEqualTo(dir.resolve("my \"lake\" # 1: a"));
    }

    @Test
    void every_default_of_the_reference_is_the_value_that_is_used() {
        TarnConfig standard = TarnConfig.ofLake(dir, Map.of());
        CollectionName any = new CollectionName("any");
        for (ConfigReference.Row row : ConfigReference.rows()) {
            if (row.standard().isEmpty() || row.key().contains("NAME")) {
                continue;
            }
            TarnConfig same = TarnConfig.ofLake(dir, Map.of(row.key(), row.standard()));

            assertThat(same.collection(any)).as(row.key()).isEqualTo(standard.collection(any));
            assertThat(same.engine()).as(row.key()).isEqualTo(standard.engine());
        }
    }

    @Test
    void every_key_of_the_interface_is_in_the_reference() {
        List<String> keys =
                ConfigReference.rows().stream().map(ConfigReference.Row::key).toList();

        assertThat(keys)
                .contains(
                        "lake",
                        "lake.uri",
                        "lake.region",
                        "lake.profile",
                        "lake.expected-owner",
                        "lake.no-delete",
                        "state",
                        "state.assume-role",
                        "state.endpoint",
                        "state.path-style",
                        "spool",
                        "catalog.type",
                        "catalog.database",
                        "engine.type",
                        "engine.master",
                        "auto-create",
                        "defaults.target-file-size",
                        "defaults.row-group-size",
                        "defaults.lateness",
                        "defaults.late-every",
                        "defaults.grace",
                        "defaults.open-days",
                        "defaults.max-columns",
                        "defaults.max-event-size",
                        "defaults.segment.size",
                        "defaults.segment.age",
                        "defaults.merge.files",
                        "defaults.merge.quiet",
                        "defaults.dedupe.look-back",
                        "defaults.dedupe.on-conflict",
                        "collections.NAME.event-time.field",
                        "collections.NAME.event-time.format",
                        "collections.NAME.event-time.zone",
                        "collections.NAME.id",
                        "collections.NAME.sort-by",
                        "collections.NAME.schema.pins",
                        "collections.NAME.schema.rename",
                        "collections.NAME.schema.hide",
                        "collections.NAME.lake",
                        "collections.NAME.catalog")
                .doesNotHaveDuplicates();
        assertThat(ConfigReference.markdown())
                .contains("| `defaults.target-file-size` | size | `256MiB` | Size of the published Parquet files. |\n");
    }

    private TarnConfig load(String yaml) throws IOException {
        Path file = Files.writeString(dir.resolve("tarn.yaml"), yaml);
        return TarnConfig.load(file, Map.of(), Map.of(), dir);
    }
}

package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    @TempDir
    Path directory;

    private ObjectStore state;
    private SchemaRegistry schemas;

    @BeforeEach
    void open() {
        state = Stores.open(Stores.local(directory));
        schemas = new SchemaRegistry(state);
    }

    @Test
    void without_a_decision_the_schema_is_the_empty_one() {
        assertThat(schemas.newest(ORDERS)).isSameAs(TableSchema.EMPTY);
        assertThat(schemas.version(ORDERS, 0)).isSameAs(TableSchema.EMPTY);
    }

    @Test
    void every_kind_of_column_comes_back_as_it_was() {
        var settings = Given.pins(Map.of(
                "/d", "decimal(18,2)", "/t", "timestamp dd.MM.uuuu HH:mm Europe/Berlin", "/e", "date", "/m", "map"));
        TableSchema schema = Given.next(
                TableSchema.EMPTY,
                settings,
                "{'d':1,'t':1,'e':1,'m':{'a':1},'':[[{'\u00e4':1}]],'j':[1,'a']}",
                "{'j':'\\ud800'}");
        assertThat(schemas.commit(ORDERS, schema)).isTrue();
        assertThat(new SchemaRegistry(state).newest(ORDERS)).isEqualTo(schema);
    }

    @Test
    void random_schemas_come_back_as_they_were() {
        TableSchema schema = TableSchema.EMPTY;
        for (long seed = 0; seed < 20; seed++) {
            Evidence evidence = Given.evidence(new RandomEvents(seed).events(10), Given.DEFAULTS);
            TableSchema next = SchemaPlanner.next(schema, evidence, Given.DEFAULTS, 1);
            if (next != schema) {
                assertThat(schemas.commit(ORDERS, next)).as("seed %d", seed).isTrue();
                assertThat(schemas.newest(ORDERS)).as("seed %d", seed).isEqualTo(next);
            }
            schema = next;
        }
    }

    @Test
    void the_loser_of_a_version_changes_nothing() {
        TableSchema first = Given.decided("{'a':1}");
        assertThat(schemas.commit(ORDERS, first)).isTrue();
        assertThat(schemas.commit(ORDERS, Given.decided("{'b':1}"))).isFalse();
        assertThat(schemas.newest(ORDERS)).isEqualTo(first);
    }

    @Test
    void a_damaged_version_is_named() throws IOException {
        schemas.commit(ORDERS, Given.decided("{'amount':1}"));
        Path object = directory.resolve("schemas/orders/v000001.json");
        Files.writeString(object, Files.readString(object).replace("\"bigint\"", "\"double\""));
        assertThatThrownBy(() -> schemas.newest(ORDERS))
                .isInstanceOf(TarnException.class)
                .hasMessageMatching(
                        "'schemas/orders/v000001.json' cannot be read: its CRC32C is [0-9a-f]{8}, and it says"
                                + " [0-9a-f]{8}, so it was changed or damaged after it was written. It is damaged or of a newer"
                                + " version of Tarn: use that version, or run 'tarn verify'");
        Files.writeString(object, "{");
        assertThatThrownBy(() -> schemas.newest(ORDERS))
                .hasMessageStartingWith("'schemas/orders/v000001.json' cannot be read: ");
        assertThatThrownBy(() -> schemas.version(ORDERS, 7))
                .hasMessageStartingWith("'schemas/orders/v000007.json' cannot be read: ");
    }

    @Test
    void settings_are_versions_too() {
        SettingsRegistry registry = new SettingsRegistry(state);
        assertThat(registry.newest(ORDERS)).isEmpty();
        RowSettings two = new RowSettings(
                new RowSettings.EventTime("/created_at", "iso8601", "UTC"),
                List.of("/order_id"),
                Given.DEFAULTS.dedupe(),
                List.of("/customer/id"),
                Given.pins(Map.of("/amount", "decimal(18,2)")).pins(),
                Given.DEFAULTS.rename(),
                List.of("/password"),
                500);
        assertThat(registry.commit(ORDERS, 1, Given.DEFAULTS)).isTrue();
        assertThat(registry.commit(ORDERS, 2, two)).isTrue();
        assertThat(registry.commit(ORDERS, 2, Given.DEFAULTS)).isFalse();
        assertThat(registry.newest(ORDERS)).contains(new VersionedSettings(2, two));
        assertThat(registry.version(ORDERS, 1)).isEqualTo(Given.DEFAULTS);
        assertThat(SettingsRegistry.differences(Given.DEFAULTS, Given.DEFAULTS)).isEmpty();
        assertThat(SettingsRegistry.differences(Given.DEFAULTS, two))
                .containsExactly(
                        "event-time: none -> /created_at as iso8601 in UTC",
                        "id: none -> [/order_id]",
                        "sort-by: none -> [/customer/id]",
                        "schema pin of /amount: none -> decimal(18,2)",
                        "schema hide: none -> [/password]",
                        "max-columns: 1000 -> 500");
    }

    @Test
    void settings_that_no_column_can_be_are_refused() {
        assertThatThrownBy(() -> new SettingsRegistry(state).commit(ORDERS, 1, Given.pins(Map.of("/a", "int"))))
                .isInstanceOf(TarnException.class);
        assertThat(new SettingsRegistry(state).newest(ORDERS)).isEmpty();
    }

    @Test
    void damaged_settings_are_named() throws IOException {
        new SettingsRegistry(state).commit(ORDERS, 1, Given.DEFAULTS);
        Path object = directory.resolve("settings/orders/v000001.json");
        Files.writeString(object, Files.readString(object).replace("1000", "1001"));
        assertThatThrownBy(() -> new SettingsRegistry(state).newest(ORDERS))
                .hasMessageStartingWith("'settings/orders/v000001.json' cannot be read: its CRC32C is ");
    }

    @Test
    void the_view_lists_every_column_with_its_path() {
        TableSchema schema = Given.decided("{'a/b':[{'c':1}],'x':'\\ud800'}");
        SchemaView view = SchemaView.of(ORDERS, schema);
        assertThat(new String(Json.write(view), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"collection\":\"orders\",\"columns\":[{\"fields\":[{\"name\":\"c\",\"path\":\"/a~1b/c\",\"pinned\":false,"
                                + "\"type\":\"bigint\",\"variant\":false}],\"name\":\"a_b\",\"path\":\"/a~1b\",\"pinned\":false,"
                                + "\"type\":\"array<struct>\",\"variant\":false},{\"name\":\"x\",")
                .contains(
                        "{\"format\":\"json\",\"name\":\"x__json\",\"path\":\"/x\",\"pinned\":false,\"type\":\"string\",\"variant\":true}")
                .contains("\"name\":\"_rest\",\"path\":\"\"")
                .contains("\"name\":\"tarn\",\"path\":\"\"")
                .contains("\"version\":1,\"crc32c\"");
    }
}

package io.tarn.columnar;

import static io.tarn.columnar.Events.LARGE;
import static io.tarn.columnar.Events.meta;
import static io.tarn.columnar.Events.plain;
import static io.tarn.columnar.Events.schema;
import static io.tarn.columnar.Events.struct;
import static io.tarn.columnar.Events.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Timestamp;
import io.tarn.schema.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsToParquetTest {

    @Test
    void every_value_goes_to_the_first_column_that_takes_it() throws Exception {
        TableSchema schema = schema(
                plain("n", Scalar.BIGINT),
                variant("n", Variant.BOOL, Scalar.BOOL),
                variant("n", Variant.DOUBLE, Scalar.DOUBLE),
                variant("n", Variant.STRING, Scalar.STRING),
                variant("n", Variant.STRUCT, struct(plain("a", Scalar.BIGINT))),
                variant("n", Variant.ARRAY, new Array(Scalar.BIGINT)),
                variant("n", Variant.JSON, Scalar.JSON));
        assertThat(column(schema, "{\"n\":1}")).isEqualTo(Map.of("n", 1L));
        assertThat(column(schema, "{\"n\":true}")).isEqualTo(Map.of("n__bool", true));
        assertThat(column(schema, "{\"n\":1.5}")).isEqualTo(Map.of("n__double", 1.5));
        assertThat(column(schema, "{\"n\":\"x\"}")).isEqualTo(Map.of("n__string", "x"));
        assertThat(column(schema, "{\"n\":{\"a\":1}}")).isEqualTo(Map.of("n__struct", Map.of("a", 1L)));
        assertThat(column(schema, "{\"n\":{}}")).isEqualTo(Map.of("n__struct", Map.of()));
        assertThat(column(schema, "{\"n\":[1,null]}")).isEqualTo(Map.of("n__array", listOf(1L, null)));
        assertThat(column(schema, "{\"n\":[]}")).isEqualTo(Map.of("n__array", List.of()));
        assertThat(column(schema, "{\"n\":[1, \"a\" ]}")).isEqualTo(Map.of("n__json", "[1, \"a\" ]"));
        assertThat(column(schema, "{\"n\":9223372036854775808}")).isEqualTo(Map.of("n__json", "9223372036854775808"));
        assertThat(column(schema, "{\"n\":1e400}")).isEqualTo(Map.of("n__json", "1e400"));
        assertThat(column(schema, "{\"n\":\"\\ud800\"}")).isEqualTo(Map.of("n__json", "\"\\ud800\""));
        assertThat(column(schema, "{\"n\":null}")).isEqualTo(Map.of());
    }

    @Test
    void what_no_column_takes_goes_to_the_rest_under_its_pointer() throws Exception {
        TableSchema schema = schema(
                plain("n", Scalar.BIGINT),
                plain("s", struct(plain("a", Scalar.BIGINT))),
                plain("items", new Array(struct(plain("id", Scalar.BIGINT)))));
        assertThat(column(schema, "{\"x\": [1, 2 ],\"n\":1.10,\"y\":null}"))
                .isEqualTo(Map.of("_rest", "{\"/x\":[1, 2 ],\"/n\":1.10}"));
        assertThat(column(schema, "{\"items\":[{\"id\":1},{\"foo\":\"b\",\"id\":2},null,{\"id\":\"z\"}]}"))
                .isEqualTo(Map.of(
                        "items",
                        listOf(Map.of("id", 1L), Map.of("id", 2L), null, Map.of()),
                        "_rest",
                        "{\"/items/1/foo\":\"b\",\"/items/3/id\":\"z\"}"));
        assertThat(column(schema, "{\"items\":[{\"id\":1},5]}"))
                .isEqualTo(Map.of("_rest", "{\"/items\":[{\"id\":1},5]}"));
        assertThat(column(schema, "{\"s\":{\"a/b\":1,\"m~n\":{\"q\\\"\":2},\"\\u002f\\ud800\\/\\u007E\":3,\"\":4}}"))
                .isEqualTo(Map.of(
                        "s",
                        Map.of(),
                        "_rest",
                        "{\"/s/a~1b\":1,\"/s/m~0n\":{\"q\\\"\":2},\"/s/~1\\ud800~1~0\":3,\"/s/\":4}"));
    }

    @Test
    void beside_a_plain_string_fractions_keep_their_text() throws Exception {
        TableSchema schema = schema(
                plain("s", Scalar.STRING),
                variant("s", Variant.BIGINT, Scalar.BIGINT),
                variant("s", Variant.DOUBLE, Scalar.DOUBLE),
                variant("s", Variant.JSON, Scalar.JSON));
        assertThat(column(schema, "{\"s\":1.10}")).isEqualTo(Map.of("s__json", "1.10"));
        assertThat(column(schema, "{\"s\":110}")).isEqualTo(Map.of("s__bigint", 110L));
        assertThat(column(schema, "{\"s\":\"1.10\"}")).isEqualTo(Map.of("s", "1.10"));
    }

    @Test
    void doubles_take_integers_that_they_hold_exactly() throws Exception {
        TableSchema schema = schema(plain("d", Scalar.DOUBLE), variant("d", Variant.BIGINT, Scalar.BIGINT));
        assertThat(column(schema, "{\"d\":7}")).isEqualTo(Map.of("d", 7.0));
        assertThat(column(schema, "{\"d\":0.1000000000000000055511151231257827}"))
                .isEqualTo(Map.of("d", 0.1));
        assertThat(column(schema, "{\"d\":9007199254740993}")).isEqualTo(Map.of("d__bigint", 9007199254740993L));
        assertThat(column(schema, "{\"d\":36893488147419103232}")).isEqualTo(Map.of("d", 0x1p65));
        assertThat(column(schema, "{\"d\":36893488147419103233}"))
                .isEqualTo(Map.of("_rest", "{\"/d\":36893488147419103233}"));
        assertThat(column(schema, "{\"d\":1e-999999999}")).isEqualTo(Map.of("d", 0.0));
        assertThat(column(schema, "{\"d\":1e999999999}")).isEqualTo(Map.of("_rest", "{\"/d\":1e999999999}"));
    }

    @Test
    void pinned_types_take_only_what_they_hold_exactly() throws Exception {
        TableSchema schema = schema(
                plain("t", new Timestamp("iso8601", "UTC")),
                plain("e", new Timestamp("epoch-s", "UTC")),
                plain("day", Scalar.DATE),
                plain("small", new Decimal(5, 2)),
                plain("medium", new Decimal(18, 4)),
                plain("large", new Decimal(38, 10)));
        assertThat(column(schema, "{\"t\":\"2024-02-29T12:00:00.123456+02:00\",\"e\":1.5,\"day\":\"1970-01-11\"}"))
                .isEqualTo(Map.of("t", 1709200800123456L, "e", 1_500_000L, "day", 10));
        assertThat(column(schema, "{\"t\":\"2024-02-30\",\"e\":\"1e18\",\"day\":\"2024-02-30\"}"))
                .isEqualTo(Map.of("_rest", "{\"/t\":\"2024-02-30\",\"/e\":\"1e18\",\"/day\":\"2024-02-30\"}"));
        assertThat(column(schema, "{\"t\":\"2024-02-29T12:00:00.123456789Z\"}"))
                .isEqualTo(Map.of("_rest", "{\"/t\":\"2024-02-29T12:00:00.123456789Z\"}"));
        assertThat(column(schema, "{\"small\":-999.99,\"medium\":12345678901234.5678,\"large\":-1e27}"))
                .isEqualTo(Map.of(
                        "small", new BigDecimal("-999.99"),
                        "medium", new BigDecimal("12345678901234.5678"),
                        "large", new BigDecimal("-1e27").setScale(10)));
        assertThat(column(schema, "{\"small\":1.50000,\"medium\":0,\"large\":0e-999999999}"))
                .isEqualTo(Map.of(
                        "small", new BigDecimal("1.50"),
                        "medium", new BigDecimal("0.0000"),
                        "large", new BigDecimal("0E-10")));
        assertThat(column(schema, "{\"small\":1000,\"medium\":0.00001,\"large\":1e28}"))
                .isEqualTo(Map.of("_rest", "{\"/small\":1000,\"/medium\":0.00001,\"/large\":1e28}"));
        assertThat(column(schema, "{\"small\":\"1.5\",\"medium\":1e999999999,\"large\":1e-999999999}"))
                .isEqualTo(Map.of("_rest", "{\"/small\":\"1.5\",\"/medium\":1e999999999,\"/large\":1e-999999999}"));
    }

    @Test
    void maps_keep_their_order_and_their_values() throws Exception {
        TableSchema schema = schema(
                plain("m", new MapOf(false)), plain("j", new MapOf(true)), plain("l", new Array(new MapOf(false))));
        assertThat(column(
                        schema, "{\"m\":{\"b\":\"1\",\"a\\u0041\":null},\"j\":{\"x\": [1 ,2],\"y\":null,\"z\":\"q\"}}"))
                .isEqualTo(Map.of("m", map("b", "1", "aA", null), "j", map("x", "[1 ,2]", "y", "null", "z", "\"q\"")));
        assertThat(column(schema, "{\"m\":{},\"j\":{},\"l\":[{},{\"a\":\"b\",\"c\":\"d\"},null]}"))
                .isEqualTo(Map.of("m", Map.of(), "j", Map.of(), "l", listOf(Map.of(), map("a", "b", "c", "d"), null)));
        assertThat(column(schema, "{\"m\":{\"a\":1},\"j\":{\"\\ud800\":1},\"l\":[{\"a\":\"\\ud800\"}]}"))
                .isEqualTo(Map.of("_rest", "{\"/m\":{\"a\":1},\"/j\":{\"\\ud800\":1},\"/l\":[{\"a\":\"\\ud800\"}]}"));
    }

    @Test
    void hidden_fields_go_nowhere() throws Exception {
        TableSchema schema = schema(
                plain("u", struct(plain("id", Scalar.BIGINT), plain("pw", Scalar.STRING))),
                plain("l", new Array(struct(plain("id", Scalar.BIGINT)))),
                plain("j", Scalar.JSON_ARRAY),
                plain("m", new MapOf(false)),
                plain("gone", Scalar.STRING));
        List<String> hide = List.of("/u/pw", "/l/pw", "/j/pw", "/m/pw", "/x/pw", "/gone", "/a~1b");
        String event =
                "{\"u\":{\"id\":1,\"pw\":\"s\"},\"l\":[{\"id\":2,\"pw\":\"s\"}],\"j\":[1,{\"pw\":\"s\",\"a\": 1}],\"m\":{\"pw\":5,\"k\":\"v\"},"
                        + "\"x\":{\"pw\":\"s\", \"y\":{\"pw\":7}},\"gone\":\"s\",\"a/b\":\"s\"}";
        assertThat(column(schema, hide, event))
                .isEqualTo(Map.of(
                        "u", Map.of("id", 1L),
                        "l", List.of(Map.of("id", 2L)),
                        "j", "[1,{\"a\":1}]",
                        "m", Map.of("k", "v"),
                        "_rest", "{\"/x\":{\"y\":{\"pw\":7}}}"));
    }

    @Test
    void columns_are_found_by_their_exact_key() throws Exception {
        TableSchema schema = schema(
                new Column("id", "id", Variant.PLAIN, Scalar.BIGINT, false),
                new Column("id__2", "ID", Variant.PLAIN, Scalar.BIGINT, false),
                new Column("_empty", "", Variant.PLAIN, Scalar.BIGINT, false),
                new Column("e", "é\n", Variant.PLAIN, Scalar.BIGINT, false));
        assertThat(column(schema, "{\"id\":1,\"ID\":2,\"\":3,\"\\u00e9\\n\":4,\"Id\":5}"))
                .isEqualTo(Map.of("id", 1L, "id__2", 2L, "_empty", 3L, "e", 4L, "_rest", "{\"/Id\":5}"));
    }

    @Test
    void each_row_says_where_it_came_from() throws Exception {
        MemoryFiles files = new MemoryFiles();
        List<WrittenFile> written = Events.write(schema(), List.of(), LARGE, files, List.of("{}", "{}"));
        assertThat(written).hasSize(1);
        assertThat(written.get(0).rows()).isEqualTo(2);
        assertThat(written.get(0).bytes()).isEqualTo(files.bytes(0).length);
        RowMeta second = meta(1);
        assertThat(Rows.of(files.sources()).get(1))
                .isEqualTo(Map.of(
                        "tarn",
                        Map.of(
                                "event_id", second.eventId(),
                                "received_at", 1_700_000_001_123_456L,
                                "segment", second.segment(),
                                "seq", 1L,
                                "hash", 31L)));
        assertThat(ParquetCheck.metadata(files.sources().get(0)))
                .containsEntry("tarn.schema", "1")
                .containsEntry("tarn.codec", ZstdCodec.VERSION);
    }

    @Test
    void no_rows_make_no_file() throws Exception {
        MemoryFiles files = new MemoryFiles();
        assertThat(Events.write(schema(plain("a", Scalar.BIGINT)), List.of(), LARGE, files, List.of()))
                .isEmpty();
        assertThat(files.files).isEmpty();
    }

    @Test
    void columns_without_values_cost_one_run() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ColumnType type = i % 2 == 0 ? Scalar.STRING : new Array(struct(plain("x", Scalar.BIGINT)));
            columns.add(plain("c" + i, type));
        }
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add("{\"c" + i % 7 + "\":\"v\",\"c" + (900 + i % 100) + "\":[{\"x\":1}]}");
        }
        MemoryFiles files = new MemoryFiles();
        TableSchema schema = schema(columns.toArray(Column[]::new));
        Events.write(schema, List.of(), LARGE, files, events);
        List<Map<String, Object>> rows = Rows.of(files.sources());
        assertThat(rows).hasSize(3_000);
        assertThat(rows.get(2_999)).containsEntry("c999", List.of(Map.of("x", 1L)));
        assertThat(rows.get(2_996)).containsOnlyKeys("c0", "_rest", "tarn");
    }

    @Test
    void the_same_input_gives_the_same_bytes() throws Exception {
        RandomTables random = new RandomTables(4711);
        TableSchema schema = random.schema();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(random.event(schema));
        }
        MemoryFiles one = new MemoryFiles();
        MemoryFiles two = new MemoryFiles();
        FileSizes sizes = new FileSizes(60_000, 20_000);
        assertThat(Events.write(schema, List.of(), sizes, one, events))
                .isEqualTo(Events.write(schema, List.of(), sizes, two, events));
        assertThat(one.files.size()).isEqualTo(two.files.size());
        for (int i = 0; i < one.files.size(); i++) {
            assertThat(one.bytes(i)).isEqualTo(two.bytes(i));
        }
    }

    private static Map<String, Object> column(TableSchema schema, String event) throws Exception {
        return column(schema, List.of(), event);
    }

    /** The row of an event between others, so that levels and null runs have something to get wrong. */
    private static Map<String, Object> column(TableSchema schema, List<String> hide, String event) throws Exception {
        MemoryFiles files = new MemoryFiles();
        Events.write(schema, hide, LARGE, files, List.of("{}", event, "{}", event));
        List<Map<String, Object>> rows = Rows.of(files.sources());
        rows.forEach(row -> row.remove("tarn"));
        assertThat(rows.get(0)).isEmpty();
        assertThat(rows.get(2)).isEmpty();
        assertThat(rows.get(3)).isEqualTo(rows.get(1));
        return rows.get(1);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static List<Object> listOf(Object... values) {
        return new ArrayList<>(java.util.Arrays.asList(values));
    }
}

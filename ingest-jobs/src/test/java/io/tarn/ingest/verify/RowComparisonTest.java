package io.tarn.ingest.verify;

import static io.tarn.ingest.verify.TinyLake.column;
import static io.tarn.ingest.verify.TinyLake.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.ingest.verify.JsonValue.Obj;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.ColumnType.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as equal, value by value. */
final class RowComparisonTest {
    private final List<Column> columns = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private List<Column> earlier;
    private List<String> hidden = List.of();
    private String rest;

    private RowComparisonTest holding(Column column, Object value) {
        columns.add(column);
        values.add(value);
        return this;
    }

    private List<String> against(String event) throws ArchivedJson.NotAnEvent {
        Obj archived = new ArchivedJson().event(event.getBytes(StandardCharsets.UTF_8));
        StoredRow row = new StoredRow(values.toArray(), rest, "e", 0, "s", 0, 0);
        Struct schema = new Struct(columns);
        return new RowComparison(schema, earlier == null ? schema : new Struct(earlier), new HiddenFields(hidden))
                .differences(archived, row).stream()
                        .map(d -> d.kind() + " " + d.path())
                        .toList();
    }

    private static List<String> one(Column column, Object value, String event) throws ArchivedJson.NotAnEvent {
        return new RowComparisonTest().holding(column, value).against(event);
    }

    @Test
    void integers_are_exact() throws Exception {
        Column a = column("a", Scalar.BIGINT);
        assertThat(one(a, 9007199254740993L, "{\"a\":9007199254740993}")).isEmpty();
        assertThat(one(a, 9007199254740992L, "{\"a\":9007199254740993}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, 1L, "{\"a\":1.0}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, 0L, "{\"a\":-0}")).isEmpty();
        assertThat(one(a, 5L, "{\"a\":\"5\"}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void fractions_are_equal_by_their_nearest_double() throws Exception {
        Column a = column("a", Scalar.DOUBLE);
        assertThat(one(a, 0.1, "{\"a\":0.1000000000000000055511151231257827}")).isEmpty();
        assertThat(one(a, 0.1, "{\"a\":0.10000000000000002}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, -0.0, "{\"a\":0.0}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, 9007199254740992.0, "{\"a\":9007199254740993}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, 9007199254740992.0, "{\"a\":9007199254740992}")).isEmpty();
        assertThat(one(a, Double.POSITIVE_INFINITY, "{\"a\":1e400}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, Double.NaN, "{\"a\":1.5}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void pinned_decimals_are_exact() throws Exception {
        Column a = column("a", new Decimal(18, 2));
        assertThat(one(a, new BigDecimal("1.10"), "{\"a\":1.1}")).isEmpty();
        assertThat(one(a, new BigDecimal("100.00"), "{\"a\":1e2}")).isEmpty();
        assertThat(one(a, new BigDecimal("1.11"), "{\"a\":1.111}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, new BigDecimal("1.00"), "{\"a\":1e999999999}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, new BigDecimal("1.00"), "{\"a\":1e99999999999}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void timestamps_are_equal_by_instant() throws Exception {
        Column a = column("a", new Timestamp("iso8601", "Europe/Berlin"));
        long noon = 1_795_345_200_000_000L;
        assertThat(one(a, noon, "{\"a\":\"2026-11-22T12:00:00+01:00\"}")).isEmpty();
        assertThat(one(a, noon, "{\"a\":\"2026-11-22 12:00\"}")).isEmpty();
        assertThat(one(a, noon, "{\"a\":\"2026-11-22T11:00:00.000000Z\"}")).isEmpty();
        assertThat(one(a, noon, "{\"a\":\"2026-11-22T11:00:00.0000001Z\"}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, noon, "{\"a\":\"2026-11-22T12:00:00Z\"}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, noon, "{\"a\":\"noon\"}")).containsExactly("WRONG_VALUE /a");
        Column s = column("a", new Timestamp("epoch-s", "UTC"));
        assertThat(one(s, noon, "{\"a\":1795345200}")).isEmpty();
        assertThat(one(s, noon, "{\"a\":\"1795345200.0\"}")).isEmpty();
        assertThat(one(s, noon, "{\"a\":1e999999999}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void dates_are_days() throws Exception {
        Column a = column("a", Scalar.DATE);
        assertThat(one(a, 0L, "{\"a\":\"1970-01-01\"}")).isEmpty();
        assertThat(one(a, 0L, "{\"a\":\"1970-01-02\"}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, 0L, "{\"a\":\"1970-01-01T00:00\"}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void strings_are_exact_and_lone_surrogates_are_kept_as_text() throws Exception {
        assertThat(one(column("a", Scalar.STRING), "é\u0000", "{\"a\":\"\\u00e9\\u0000\"}"))
                .isEmpty();
        assertThat(one(column("a", Scalar.STRING), "?", "{\"a\":\"\\ud800\"}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(variant("a", Variant.JSON, Scalar.JSON), "\"\\ud800\"", "{\"a\":\"\\ud800\"}"))
                .isEmpty();
    }

    @Test
    void json_text_keeps_the_text_of_numbers() throws Exception {
        Column a = variant("a", Variant.JSON, Scalar.JSON);
        assertThat(one(a, "1e999999999", "{\"a\":1e999999999}")).isEmpty();
        assertThat(one(a, "1e2", "{\"a\":100.0}")).containsExactly("WRONG_VALUE /a");
        assertThat(one(a, "{\"y\":1,\"x\":[1.10]}", "{\"a\":{\"x\":[1.10],\"y\":1}}"))
                .isEmpty();
        assertThat(one(a, "{", "{\"a\":{}}")).containsExactly("WRONG_VALUE /a");
    }

    @Test
    void a_value_in_two_columns_is_one_too_many() throws Exception {
        assertThat(new RowComparisonTest()
                        .holding(column("a", Scalar.BIGINT), 1L)
                        .holding(variant("a", Variant.STRING, Scalar.STRING), "1")
                        .against("{\"a\":1}"))
                .containsExactly("EXTRA_VALUE /a");
    }

    @Test
    void a_variant_holds_what_the_plain_column_cannot() throws Exception {
        assertThat(new RowComparisonTest()
                        .holding(column("a", Scalar.BIGINT), null)
                        .holding(variant("a", Variant.STRING, Scalar.STRING), "x")
                        .against("{\"a\":\"x\"}"))
                .isEmpty();
        assertThat(new RowComparisonTest()
                        .holding(column("a", Scalar.BIGINT), null)
                        .holding(variant("a", Variant.STRING, Scalar.STRING), null)
                        .against("{\"a\":\"x\"}"))
                .containsExactly("MISSING_VALUE /a");
    }

    @Test
    void arrays_keep_length_order_and_nulls() throws Exception {
        Column a = column("a", new Array(Scalar.BIGINT));
        assertThat(one(a, Arrays.asList(1L, null, 3L), "{\"a\":[1,null,3]}")).isEmpty();
        assertThat(one(a, List.of(1L, 3L), "{\"a\":[1,null,3]}")).containsExactly("MISSING_VALUE /a");
        assertThat(one(a, List.of(3L, 1L), "{\"a\":[1,3]}")).containsExactly("WRONG_VALUE /a/0", "WRONG_VALUE /a/1");
        assertThat(one(a, Arrays.asList(1L, null), "{\"a\":[1,2]}")).containsExactly("MISSING_VALUE /a/1");
        assertThat(one(a, Arrays.asList(1L, 2L), "{\"a\":[1,null]}")).containsExactly("EXTRA_VALUE /a/1");
    }

    @Test
    void maps_are_exact_in_both_directions() throws Exception {
        Column a = column("a", new MapOf(false));
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("x", "1");
        entries.put("y", null);
        assertThat(one(a, new StoredMap(entries, null), "{\"a\":{\"x\":\"1\",\"y\":null}}"))
                .isEmpty();
        assertThat(one(a, new StoredMap(entries, null), "{\"a\":{\"x\":\"1\"}}"))
                .containsExactly("EXTRA_VALUE /a/y");
        assertThat(one(a, new StoredMap(entries, null), "{\"a\":{\"x\":\"1\",\"y\":null,\"z~\":\"q\"}}"))
                .containsExactly("MISSING_VALUE /a/z~0");
        assertThat(one(a, new StoredMap(entries, "x"), "{\"a\":{\"x\":\"1\",\"y\":null}}"))
                .containsExactly("EXTRA_VALUE /a/x");
        Column j = column("a", new MapOf(true));
        assertThat(one(j, new StoredMap(Map.of("x", "1.10"), null), "{\"a\":{\"x\":1.10}}"))
                .isEmpty();
        assertThat(one(j, new StoredMap(Map.of("x", "1.1"), null), "{\"a\":{\"x\":1.10}}"))
                .containsExactly("WRONG_VALUE /a/x");
    }

    @Test
    void empty_values_count_only_where_a_column_can_tell() throws Exception {
        Column struct = column("a", new Struct(List.of(column("x", Scalar.BIGINT))));
        assertThat(one(struct, new Object[] {null}, "{\"a\":{}}")).isEmpty();
        assertThat(one(struct, new Object[] {null}, "{\"a\":{\"x\":null}}")).isEmpty();
        assertThat(one(struct, null, "{\"a\":{}}")).containsExactly("MISSING_VALUE /a");
        assertThat(one(struct, null, "{\"a\":null}")).isEmpty();
        assertThat(one(struct, new Object[] {null}, "{}")).containsExactly("EXTRA_VALUE /a");
        assertThat(one(column("a", Scalar.BIGINT), null, "{\"a\":{},\"b\":[],\"c\":[{},[]]}"))
                .isEmpty();
        assertThat(one(column("a", new Array(Scalar.BIGINT)), null, "{\"a\":[]}"))
                .containsExactly("MISSING_VALUE /a");
    }

    @Test
    void what_could_tell_is_what_there_was_when_the_row_was_written() throws Exception {
        earlier = List.of();
        Column struct = column("a", new Struct(List.of(column("x", Scalar.BIGINT))));
        assertThat(holding(struct, null).against("{\"a\":{}}")).isEmpty();
    }

    @Test
    void the_overflow_column_holds_values_by_their_pointers() throws Exception {
        rest = "{\"/b/c~1d\":1.10,\"/l/0/x\":[true]}";
        Struct element = new Struct(List.of(column("y", Scalar.BIGINT)));
        assertThat(holding(column("l", new Array(element)), List.of((Object) new Object[] {1L}))
                        .against("{\"b\":{\"c/d\":1.10},\"l\":[{\"y\":1,\"x\":[true]}]}"))
                .isEmpty();
        assertThat(against("{\"b\":{\"c/d\":1.1},\"l\":[{\"y\":1,\"x\":[true]}]}"))
                .containsExactly("WRONG_VALUE /b/c~1d");
        assertThat(against("{\"l\":[{\"y\":1,\"x\":[true]}]}")).containsExactly("EXTRA_VALUE /b/c~1d");
        assertThat(against("{\"b\":{\"c/d\":1.10,\"e\":2},\"l\":[{\"y\":1,\"x\":[true]}]}"))
                .containsExactly("MISSING_VALUE /b/e");
    }

    @Test
    void hidden_fields_are_passed_over_also_in_arrays_and_in_texts() throws Exception {
        hidden = List.of("password", "/l/secret", "/j/k");
        Struct element = new Struct(List.of(column("y", Scalar.BIGINT)));
        assertThat(holding(column("l", new Array(element)), List.of((Object) new Object[] {1L}))
                        .holding(variant("j", Variant.JSON, Scalar.JSON), "{\"m\":1}")
                        .against("{\"password\":\"x\",\"l\":[{\"y\":1,\"secret\":2}],\"j\":{\"k\":3,\"m\":1}}"))
                .isEmpty();
    }

    @Test
    void struct_members_are_compared_by_key_and_not_by_name() throws Exception {
        ColumnType struct = new Struct(List.of(
                new Column("user_id", "userId", Variant.PLAIN, Scalar.BIGINT, false),
                new Column("userid", "userid", Variant.PLAIN, Scalar.BIGINT, false)));
        assertThat(one(column("a", struct), new Object[] {1L, 2L}, "{\"a\":{\"userId\":1,\"userid\":2}}"))
                .isEmpty();
        assertThat(one(column("a", struct), new Object[] {2L, 1L}, "{\"a\":{\"userId\":1,\"userid\":2}}"))
                .containsExactly("WRONG_VALUE /a/userId", "WRONG_VALUE /a/userid");
    }
}

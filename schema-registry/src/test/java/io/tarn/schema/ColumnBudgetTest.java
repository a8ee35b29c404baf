package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows 73 and 74 of the table of bad input, and what limits columns. */
class ColumnBudgetTest {

    private static TableSchema decided(int maxColumns, List<String> events) {
        return Given.next(TableSchema.EMPTY, Given.budget(maxColumns), events.toArray(String[]::new));
    }

    private static String members(int from, int to, String value) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format(Locale.ROOT, "'k%05d':%s", i, value))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void five_thousand_fields_in_one_event_get_columns_up_to_the_budget() {
        TableSchema schema = decided(1_000, List.of(members(0, 5_000, "1")));
        assertThat(schema.leafColumns()).isEqualTo(1_000);
        assertThat(schema.root().columns()).hasSize(994);
        assertThat(schema.root().columns().get(993).name()).isEqualTo("k00993");
    }

    @Test
    void a_new_key_in_every_event_makes_a_map_of_the_object() {
        List<String> strings = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            strings.add("{'m':{'uuid" + i + "':'v'},'l':[{'uuid" + i + "':'v'}]}");
            others.add("{'m':{'uuid" + i + "':{'a':1}}}");
        }
        assertThat(Given.columns(decided(1_000, strings))).isEqualTo("l array<map<string>>, m map<string>");
        assertThat(Given.columns(decided(1_000, others))).isEqualTo("m map<json>");
    }

    @Test
    void objects_that_do_not_fit_a_map_of_strings_go_to_the_json_variant() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            strings.add("{'m':{'uuid" + i + "':'v'}}");
        }
        TableSchema first = decided(1_000, strings);
        assertThat(Given.next(first, "{'m':{'x':null,'y':'b'}}")).isSameAs(first);
        assertThat(Given.columns(Given.next(first, "{'m':{'x':1}}"))).isEqualTo("m map<string>, m__json json");
        assertThat(Given.columns(Given.next(first, "{'m':{'\\ud800':'v','x':'y'}}")))
                .isEqualTo("m map<string>, m__json json");
    }

    @Test
    void objects_become_maps_earlier_while_columns_are_scarce() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add("{'m':{'uuid" + i + "':'v'}}");
        }
        assertThat(Given.columns(decided(1_000, events))).startsWith("m struct{");
        assertThat(Given.columns(decided(50, events))).isEqualTo("m map<string>");
    }

    @Test
    void a_published_struct_that_turns_out_to_be_a_map_takes_no_new_members() {
        TableSchema schema = TableSchema.EMPTY;
        for (int i = 0; i < 400; i++) {
            schema = Given.next(schema, "{'m':{'uuid" + i + "':'v'}}");
        }
        assertThat(schema.leafColumns()).isEqualTo(256 + 6);
        assertThat(Given.next(schema, "{'m':{'new':'v','uuid1':1}}").leafColumns())
                .isEqualTo(256 + 7);
    }

    @Test
    void the_most_frequent_members_come_first_and_no_struct_is_empty() {
        TableSchema schema =
                decided(9, List.of("{'b':1,'c':{'d':1,'e':1},'s':{'t':1}}", "{'b':1,'c':{'e':1}}", "{'b':1}"));
        assertThat(Given.columns(schema)).isEqualTo("b bigint, c struct{e bigint, d bigint}");
        assertThat(Given.columns(decided(6, List.of("{'b':1}")))).isEmpty();
    }

    @Test
    void variants_count_and_never_come_without_their_plain_column() {
        assertThat(Given.columns(decided(7, List.of("{'a':1}", "{'a':'x'}", "{'a':'y'}"))))
                .isEqualTo("a string");
        assertThat(Given.columns(decided(8, List.of("{'a':1}", "{'a':'x'}", "{'a':'y'}"))))
                .isEqualTo("a string, a__bigint bigint");
        // The object's members are rarer than the string, which yet is no plain column.
        List<String> events = List.of("{'a':{'b':1}}", "{'a':{'c':1}}", "{'a':{'d':1}}", "{'a':'x'}", "{'a':'y'}");
        assertThat(Given.columns(decided(8, events))).isEqualTo("a struct{b bigint}, a__string string");
    }

    @Test
    void published_columns_stay_when_the_budget_shrinks() {
        TableSchema first = Given.decided("{'a':1,'b':1,'c':1}");
        assertThat(Given.next(first, Given.budget(6), "{'d':1}")).isSameAs(first);
    }

    @Test
    void ddl_stays_legal_however_long_the_names_are() {
        String key = "\u00e4".repeat(118);
        List<String> events = new ArrayList<>();
        events.add(IntStream.range(0, 2_000)
                .mapToObj(i -> "'" + key + i + "':1")
                .collect(Collectors.joining(",", "{", "}")));
        events.add("{'s':" + events.get(0) + "}");
        events.add("{'deep':" + ("{'" + key + "':").repeat(60) + "1" + "}".repeat(60) + "}");
        TableSchema schema = decided(100_000, events);
        assertThat(AthenaDdl.createTable(new CollectionName("c"), schema, "s3://b/c/")
                        .getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(100_000, 262_144);
        assertThat(schema.root().columns())
                .allSatisfy(c -> assertThat(AthenaDdl.typeOf(c.type())).hasSizeLessThanOrEqualTo(131_072));
    }

    @Test
    void pinned_columns_come_first() {
        var settings = Given.settings(8, Map.of("/z", "bigint"), Map.of(), List.of());
        assertThat(Given.columns(Given.next(TableSchema.EMPTY, settings, "{'a':1,'z':1}", "{'a':1}")))
                .isEqualTo("z bigint, z__json json");
    }
}

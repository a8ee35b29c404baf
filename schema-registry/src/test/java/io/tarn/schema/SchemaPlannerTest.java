package io.tarn.schema;

import static io.tarn.schema.Given.columns;
import static io.tarn.schema.Given.decided;
import static io.tarn.schema.Given.next;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of fields: rows 21 to 63 of the table of bad input, and pins, names and hiding. */
class SchemaPlannerTest {

    @Test
    void the_most_frequent_type_is_the_plain_column_and_others_are_variants() {
        assertThat(columns(decided("{'x':1}", "{'x':'a'}", "{'x':'b'}"))).isEqualTo("x string, x__bigint bigint");
    }

    @Test
    void ties_go_to_string_then_double_bigint_bool_struct_array() {
        assertThat(columns(decided("{'x':[1]}", "{'x':{'a':1}}")))
                .isEqualTo("x struct{a bigint}, x__array array<bigint>");
        assertThat(columns(decided("{'x':{'a':1}}", "{'x':true}"))).isEqualTo("x bool, x__struct struct{a bigint}");
        assertThat(columns(decided("{'x':true}", "{'x':1}"))).isEqualTo("x bigint, x__bool bool");
        assertThat(columns(decided("{'x':1.5}", "{'x':true}"))).isEqualTo("x double, x__bool bool");
        assertThat(columns(decided("{'x':1.5}", "{'x':'a'}"))).isEqualTo("x string, x__json json");
    }

    @Test
    void one_fraction_among_numbers_makes_a_double() {
        assertThat(columns(decided("{'x':1}", "{'x':2}", "{'x':2.5}", "{'x':'a'}", "{'x':'b'}")))
                .isEqualTo("x double, x__string string");
    }

    @Test
    void numbers_that_no_double_or_long_holds_keep_their_text_in_the_json_variant() {
        assertThat(columns(decided("{'x':9007199254740993}"))).isEqualTo("x bigint");
        assertThat(columns(decided("{'x':9007199254740993}", "{'x':0.5}"))).isEqualTo("x double, x__json json");
        assertThat(columns(decided("{'x':9223372036854775808}"))).isEqualTo("x bigint, x__json json");
        assertThat(columns(decided("{'x':1e400}"))).isEqualTo("x double, x__json json");
        assertThat(columns(decided("{'x':12345678901234567891}", "{'x':1.5}"))).isEqualTo("x double, x__json json");
    }

    @Test
    void a_lone_surrogate_keeps_its_text_in_the_json_variant() {
        assertThat(columns(decided("{'x':'\\ud800'}", "{'x':'a'}"))).isEqualTo("x string, x__json json");
    }

    @Test
    void fractions_beside_a_string_keep_their_text() {
        TableSchema strings = decided("{'x':'a'}");
        assertThat(columns(next(strings, "{'x':1.10}"))).isEqualTo("x string, x__json json");
        assertThat(columns(next(strings, "{'x':110}"))).isEqualTo("x string, x__bigint bigint");
    }

    @Test
    void arrays_nested_deeper_than_engines_can_read_are_json_text() {
        String most = "{'x':" + "[".repeat(16) + "1" + "]".repeat(16) + "}";
        assertThat(columns(decided(most))).isEqualTo("x " + "array<".repeat(16) + "bigint" + ">".repeat(16));
        assertThat(columns(decided(most.replace("1", "[1]")))).isEqualTo("x json_array");
        assertThat(columns(decided(most.replace("1", "[{'a':1}]")))).isEqualTo("x json_array");
        assertThat(columns(next(decided(most), most.replace("1", "[1]"))))
                .isEqualTo("x " + "array<".repeat(16) + "bigint" + ">".repeat(16) + ", x__json json");
    }

    @Test
    void what_never_has_content_gets_no_column() {
        assertThat(decided("{}")).isSameAs(TableSchema.EMPTY);
        assertThat(decided("{'a':{}}", "{'a':[]}", "{'a':null}", "{'a':[{},{}]}", "{'a':[[],[null]]}"))
                .isSameAs(TableSchema.EMPTY);
        assertThat(decided("{'a':{'b':null,'c':{'d':[]}}}")).isSameAs(TableSchema.EMPTY);
        assertThat(columns(decided("{'a':{'b':null,'c':{'d':[]},'e':1}}"))).isEqualTo("a struct{e bigint}");
    }

    @Test
    void arrays_of_one_kind_have_typed_elements() {
        assertThat(columns(decided("{'x':[1,null,2]}", "{'x':[]}"))).isEqualTo("x array<bigint>");
        assertThat(columns(decided("{'x':[1,2.5]}"))).isEqualTo("x array<double>");
        assertThat(columns(decided("{'x':[[1],[]]}"))).isEqualTo("x array<array<bigint>>");
        assertThat(columns(decided("{'x':[{'a':1},{}]}", "{'x':[{'a':'b'}]}")))
                .isEqualTo("x array<struct{a string, a__bigint bigint}>");
        assertThat(columns(decided("{'x':[[{'a':1}]]}"))).isEqualTo("x array<array<struct{a bigint}>>");
    }

    @Test
    void arrays_whose_elements_conflict_are_json_text() {
        assertThat(columns(decided("{'x':[1,'a',{}]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[1,[1]]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[[1],[[1]]]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[1]}", "{'x':['a']}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[{'a':1},2]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[1,{}]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[9223372036854775808]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':[9007199254740993,0.5]}"))).isEqualTo("x json_array");
        assertThat(columns(decided("{'x':['\\ud800']}"))).isEqualTo("x json_array");
    }

    @Test
    void a_later_type_goes_to_a_variant_and_the_published_column_stays() {
        TableSchema first = decided("{'x':1}");
        assertThat(columns(next(first, "{'x':'a'}", "{'x':'b'}"))).isEqualTo("x bigint, x__string string");
        assertThat(columns(next(first, "{'x':{'a':1}}"))).isEqualTo("x bigint, x__struct struct{a bigint}");
        assertThat(columns(next(first, "{'x':1.5}"))).isEqualTo("x bigint, x__double double");
        assertThat(columns(next(first, "{'x':true}"))).isEqualTo("x bigint, x__bool bool");
        assertThat(columns(next(first, "{'x':[1]}"))).isEqualTo("x bigint, x__array array<bigint>");
        assertThat(columns(next(decided("{'x':{'a':1}}"), "{'x':[1]}")))
                .isEqualTo("x struct{a bigint}, x__array array<bigint>");
        assertThat(columns(next(decided("{'x':true}"), "{'x':1}"))).isEqualTo("x bool, x__bigint bigint");
    }

    @Test
    void arrays_that_do_not_fit_the_published_array_go_to_the_json_variant() {
        assertThat(columns(next(decided("{'x':[1]}"), "{'x':['a']}"))).isEqualTo("x array<bigint>, x__json json");
        assertThat(columns(next(decided("{'x':[1]}"), "{'x':[1.5]}"))).isEqualTo("x array<bigint>, x__json json");
        assertThat(columns(next(decided("{'x':[[1]]}"), "{'x':[1]}")))
                .isEqualTo("x array<array<bigint>>, x__json json");
        TableSchema variant = next(decided("{'x':'s'}"), "{'x':[1]}");
        assertThat(columns(next(variant, "{'x':['a']}"))).isEqualTo("x string, x__array array<bigint>, x__json json");
    }

    @Test
    void struct_members_are_appended_at_the_end_at_every_level() {
        TableSchema first = decided("{'s':{'b':1},'l':[{'d':1}],'z':1}");
        assertThat(columns(first)).isEqualTo("l array<struct{d bigint}>, s struct{b bigint}, z bigint");
        assertThat(columns(next(first, "{'s':{'a':1,'b':'x'},'l':[{'c':{'e':1}}],'a':2}")))
                .isEqualTo("l array<struct{d bigint, c struct{e bigint}}>,"
                        + " s struct{b bigint, a bigint, b__string string}, z bigint, a bigint");
        TableSchema variant = next(decided("{'x':'a'}"), "{'x':{'b':1}}");
        assertThat(columns(next(variant, "{'x':{'a':1}}"))).isEqualTo("x string, x__struct struct{b bigint, a bigint}");
    }

    @Test
    void a_decision_that_changes_nothing_gives_the_same_schema() {
        TableSchema first = decided("{'x':1,'s':{'a':'b'}}");
        assertThat(next(first, "{'x':2,'s':{'a':'c'}}", "{}")).isSameAs(first);
        assertThat(first.version()).isEqualTo(1);
        assertThat(next(first, "{'y':2}").version()).isEqualTo(2);
    }

    @Test
    void members_that_differ_by_case_both_get_a_column_in_one_or_many_events() {
        assertThat(columns(decided("{'ID':1,'id':2}"))).isEqualTo("id bigint, id__2 bigint");
        assertThat(columns(next(decided("{'userId':1}"), "{'userid':1}"))).isEqualTo("userid bigint, userid__2 bigint");
    }

    @Test
    void names_of_our_own_are_moved_at_the_top_only() {
        assertThat(columns(decided("{'tarn':1,'_rest':1,'year':{'year':1},'_corrupt_record':1,'':1}")))
                .isEqualTo("_empty bigint, _corrupt_record bigint, user__rest bigint, user_tarn bigint,"
                        + " year__data struct{year bigint}");
    }

    @Test
    void keys_over_256_bytes_and_keys_that_are_no_unicode_get_no_column() {
        String longest = "k".repeat(256);
        assertThat(decided("{'" + longest + "':1}").root().columns()).hasSize(1);
        assertThat(decided("{'" + longest + "k':1}")).isSameAs(TableSchema.EMPTY);
        assertThat(decided("{'" + "\u00e4".repeat(129) + "':1}")).isSameAs(TableSchema.EMPTY);
        assertThat(decided("{'\\ud800':1}")).isSameAs(TableSchema.EMPTY);
        assertThat(decided("{'s':{'\\ud800':1}}")).isSameAs(TableSchema.EMPTY);
    }

    @Test
    void an_escaped_key_is_the_key() {
        assertThat(columns(decided("{'\\u0061':1}", "{'a':2}"))).isEqualTo("a bigint");
    }

    @Test
    void pins_win_and_always_have_a_json_variant() {
        var settings =
                Given.pins(Map.of("/a", "decimal(18,2)", "/s/t", "timestamp epoch-s", "/j", "json", "/m", "map"));
        assertThat(columns(
                        next(TableSchema.EMPTY, settings, "{'a':'x','s':{'t':1},'j':[1],'m':{'a':'b'}}", "{'a':true}")))
                .isEqualTo("a decimal(18,2), a__json json, j json, m map<string>, m__json json,"
                        + " s struct{t timestamp(UTC epoch-s), t__json json}");
    }

    @Test
    void a_pin_does_not_change_a_published_column() {
        TableSchema first = decided("{'a':1}");
        var settings = Given.settings(1_000, Map.of("/a", "string", "/new", "date"), Map.of("/a", "b"), List.of());
        assertThat(next(first, settings, "{'a':2}")).isSameAs(first);
        assertThat(UnmetSettings.of(first, settings))
                .containsExactly(
                        "pin of /a: column a is published as bigint and stays so; another type needs a rebuild",
                        "rename of /a: column a is published and keeps its name; another name needs a rebuild");
        assertThat(UnmetSettings.of(next(first, settings, "{'new':1}"), settings))
                .hasSize(2);
    }

    @Test
    void names_can_be_chosen() {
        var settings = Given.settings(1_000, Map.of(), Map.of("/usr", "user", "/l/x", "y"), List.of());
        TableSchema schema =
                next(TableSchema.EMPTY, settings, "{'usr':1,'user':2,'l':[{'x':1}]}", "{'usr':1}", "{'usr':'a'}");
        assertThat(columns(schema))
                .isEqualTo("user bigint, user__string string, l array<struct{y bigint}>, user__2 bigint");
    }

    @Test
    void hidden_fields_get_no_column() {
        var settings = Given.settings(1_000, Map.of(), Map.of(), List.of("/password", "/user/token", "/l/x"));
        TableSchema schema =
                next(TableSchema.EMPTY, settings, "{'password':1,'user':{'token':1},'l':[{'x':1,'y':2}],'token':1}");
        assertThat(columns(schema)).isEqualTo("l array<struct{y bigint}>, token bigint");
    }
}

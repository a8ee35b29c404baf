package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.TarnException;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnNames.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    private final ColumnNames names = new ColumnNames(Level.TABLE, List.of());

    private String name(String key) {
        return names.plain(key, null);
    }

    @Test
    void ascii_that_is_no_letter_digit_or_underscore_becomes_an_underscore() {
        assertThat(name("Default SD String:")).isEqualTo("default_sd_string_");
        assertThat(name("a.,;(){}=\t\n`'\"\u0000b")).isEqualTo("a______________b");
        assertThat(name("@timestamp")).isEqualTo("_timestamp");
        assertThat(name("+1")).isEqualTo("_1");
        assertThat(name("-1")).isEqualTo("_1__2");
        assertThat(name("")).isEqualTo("_empty");
        assertThat(name("0")).isEqualTo("0");
    }

    @Test
    void other_code_points_are_written_in_hex() {
        assertThat(name("\ud83d\ude00")).isEqualTo("_u1f600");
        assertThat(name("gr\u00f6\u00dfe")).isEqualTo("gr_u00f6_u00dfe");
        assertThat(name("\u200b\u202e")).isEqualTo("_u200b_u202e");
    }

    @Test
    void letters_fold_code_point_by_code_point_without_a_locale() {
        assertThat(name("TITLE")).isEqualTo("title");
        assertThat(name("T\u0130tle")).as("dotted capital I").isEqualTo("title__2");
        assertThat(name("\u212aelvin")).as("Kelvin sign").isEqualTo("kelvin");
        assertThat(name("\u00c9")).as("NFC").isEqualTo("_u00e9");
        assertThat(name("\u00e9")).isEqualTo("_u00e9__2");
        assertThat(name("E\u0301")).as("NFD").isEqualTo("e_u0301");
    }

    @Test
    void the_names_of_partitions_and_of_tarn_are_moved() {
        assertThat(List.of(name("year"), name("Month"), name("day")))
                .containsExactly("year__data", "month__data", "day__data");
        assertThat(List.of(name("tarn"), name("_rest"))).containsExactly("user_tarn", "user__rest");
        ColumnNames struct = new ColumnNames(Level.STRUCT, List.of());
        assertThat(List.of(struct.plain("year", null), struct.plain("tarn", null)))
                .containsExactly("year", "tarn");
    }

    @Test
    void a_name_never_looks_like_a_variant() {
        assertThat(name("x__string")).isEqualTo("x__string__data");
        assertThat(names.variant(name("x"), Variant.STRING, "x")).isEqualTo("x__string");
    }

    @Test
    void taken_names_get_a_number_that_is_free() {
        assertThat(List.of(name("a"), name("A"), name("a__2"), name("A ".strip())))
                .containsExactly("a", "a__2", "a__2__2", "a__3");
    }

    @Test
    void names_over_255_bytes_are_cut_and_keep_a_hash() {
        String key = "\u00e4".repeat(100);
        assertThat(name(key))
                .hasSizeLessThanOrEqualTo(255)
                .startsWith("_u00e4_u00e4")
                .matches(".*_[0-9a-f]{16}");
        assertThat(name("k".repeat(255))).hasSize(255);
        assertThat(names.variant("k".repeat(255), Variant.STRING, "k".repeat(255)))
                .hasSizeLessThanOrEqualTo(255)
                .endsWith("__string");
        assertThat(name("k".repeat(255))).hasSizeLessThanOrEqualTo(255).endsWith("__2");
    }

    @Test
    void a_wanted_name_must_be_legal_and_not_ours() {
        assertThat(ColumnNames.checkedName("/usr", "user")).isEqualTo("user");
        assertThatThrownBy(() -> ColumnNames.checkedName("/usr", "User"))
                .isInstanceOf(TarnException.class)
                .hasMessage("Name 'User' for field /usr is not possible: a column's name is 1 to 255 of a-z, 0-9 and _,"
                        + " and not tarn, _rest, year, month or day. Correct 'schema: rename' of the collection");
        assertThatThrownBy(() -> ColumnNames.checkedName("/usr", "year")).isInstanceOf(TarnException.class);
    }
}

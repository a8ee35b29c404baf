package io.tarn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionNameTest {
    @Test
    void legal_names_are_taken() {
        for (String name : List.of("a", "0", "orders", "orders_2026", "a".repeat(63), "tarn2", "con_")) {
            assertThat(new CollectionName(name)).hasToString(name);
        }
    }

    @Test
    void what_could_leave_its_folder_or_be_no_table_is_refused() {
        for (String name : List.of(
                "",
                "../x",
                "a/b",
                ".",
                "..",
                "_x",
                "A",
                "a".repeat(64),
                "a".repeat(300),
                "x=y",
                "%2F",
                "a-b",
                "a b",
                "é",
                "a\n",
                "a\0",
                "ı")) {
            assertThatThrownBy(() -> new CollectionName(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            TarnException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining(
                            "' is not legal: a name is 1 to 63 of a-z, 0-9 and _, and does not begin with _. ");
        }
    }

    @Test
    void the_nearest_legal_name_is_suggested_where_there_is_one() {
        assertThatThrownBy(() -> new CollectionName("Web-Shop")).hasMessageEndingWith(". Did you mean 'web_shop'?");
        for (String name : List.of("", "_x", "a b", "-a", "Tarn", "ı", "A".repeat(64))) {
            assertThatThrownBy(() -> new CollectionName(name)).as(name).hasMessageEndingWith(". Choose another name");
        }
    }

    @Test
    void reserved_names_are_refused() {
        for (String name : List.of("quarantine", "tarn", "con", "prn", "aux", "nul")) {
            assertThatThrownBy(() -> new CollectionName(name))
                    .hasMessage("Collection name '" + name
                            + "' is reserved: Tarn or an operating system uses it for itself. Choose another name");
        }
    }

    @Test
    void a_message_cannot_write_on_the_terminal() {
        assertThatThrownBy(() -> new CollectionName("\u001b[31m" + "x".repeat(500)))
                .hasMessageStartingWith("Collection name '?[31mx")
                .hasMessageNotContaining("\u001b")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }
}

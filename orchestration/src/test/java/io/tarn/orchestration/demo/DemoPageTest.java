package io.tarn.orchestration.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class DemoPageTest {
    private final StringWriter text = new StringWriter();
    private final DemoPage page = new DemoPage(new PrintWriter(text), Ansi.OFF);

    @Test
    void steps_are_numbered() {
        page.step("Land");
        page.step("Hydrate");
        assertThat(text).hasToString("\n 1 Land\n\n 2 Hydrate\n");
    }

    @Test
    void numbers_stand_to_the_right_and_words_to_the_left() {
        page.table(
                List.of("day", "rows", "size"),
                List.of(List.of("Monday", "7", "1.5 MiB"), List.of("Tue", "1,200", "9 B")));
        assertThat(text)
                .hasToString("   day      rows     size\n   Monday      7  1.5 MiB\n   Tue     1,200      9 B\n");
    }

    @Test
    void words_are_wrapped_at_the_edge_of_the_page() {
        page.say("word ".repeat(100).strip());
        page.passed("word ".repeat(100).strip());
        assertThat(text.toString().lines()).hasSizeGreaterThan(10).allSatisfy(DemoPageTest::fits);
    }

    @Test
    void a_table_that_is_too_wide_loses_the_end_of_its_widest_column() {
        page.table(List.of("key", "rows"), List.of(List.of("k".repeat(150), "7")));
        assertThat(text.toString().lines()).allSatisfy(DemoPageTest::fits);
        assertThat(text.toString()).contains("kkk…     7\n");
    }

    @Test
    void an_event_cannot_command_the_terminal() {
        page.quote(("\u001b[2J\u0007\u00e9" + "x".repeat(200)).getBytes(ISO_8859_1));
        page.table(List.of("a"), List.of(List.of("\u001b[2J\u009b")));
        assertThat(text.toString())
                .startsWith("      \\x1B[2J\\x07\\xE9xx")
                .contains("\\u001b[2J\\u009b")
                .doesNotContain("\u001b", "\u0007", "\u009b");
        assertThat(text.toString().lines()).hasSizeGreaterThan(4).allSatisfy(DemoPageTest::fits);
    }

    @Test
    void rows_of_a_growing_table_stand_below_their_heads() {
        DemoPage.Growing table = page.growing("time ", "landed");
        table.add("08:05", "1,200");
        assertThat(text).hasToString("   time   landed\n   08:05   1,200\n");
    }

    @Test
    void without_colour_there_is_none() {
        everything(page);
        assertThat(text.toString()).doesNotContain("\u001b");
    }

    @Test
    void colour_changes_nothing_but_colour() {
        everything(page);
        StringWriter coloured = new StringWriter();
        everything(new DemoPage(new PrintWriter(coloured), Ansi.ON));
        assertThat(coloured.toString()).contains("\u001b[");
        assertThat(coloured.toString().replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(text.toString());
    }

    private static void everything(DemoPage page) {
        page.title("Demo");
        page.step("Step");
        page.say("words");
        page.command("tarn land");
        page.passed("good");
        page.table(List.of("a", "b"), List.of(List.of("1", "x")));
    }

    private static void fits(String line) {
        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(DemoPage.WIDTH);
    }
}

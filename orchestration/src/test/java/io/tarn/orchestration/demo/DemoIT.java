package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.orchestration.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo whole, as a person runs it; Spark included. */
final class DemoIT {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private static Path tmp;

    private static Path folder;
    private static Run demo;

    /** What a command printed, and how it ended. */
    private record Run(int code, String out, String err) {
        static Run of(String... args) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
            return new Run(code, out.toString(), err.toString());
        }
    }

    @BeforeAll
    static void run_it_once() {
        folder = tmp.resolve("shop");
        demo = Run.of("demo", "--dir", folder.toString());
    }

    @Test
    void it_ends_well_and_says_nothing_on_standard_error() {
        assertThat(demo.err).isEmpty();
        assertThat(demo.code).isZero();
    }

    @Test
    void its_page_is_plain_and_at_most_100_columns_wide() {
        assertThat(demo.out).doesNotContain("\u001b");
        assertThat(demo.out.lines()).hasSizeGreaterThan(80).allSatisfy(line -> assertThat(
                        line.codePointCount(0, line.length()))
                .isLessThanOrEqualTo(DemoPage.WIDTH));
    }

    @Test
    void it_shows_every_step() {
        assertThat(demo.out.lines().filter(line -> line.matches(" \\d .*")))
                .extracting(line -> line.substring(0, 3))
                .containsExactly(" 1 ", " 2 ", " 3 ", " 4 ", " 5 ", " 6 ", " 7 ", " 8 ", " 9 ");
        assertThat(demo.out)
                .contains("coupon__string", "struct<carrier:string,express:boolean>", "id_conflict", "\\xFC\\xDFe")
                .contains("ok Spark local-");
    }

    @Test
    void the_lake_it_leaves_has_one_file_per_day_and_one_more_where_rows_came_late() throws IOException {
        List<String> files;
        try (var all = Files.walk(folder.resolve("lake/orders"))) {
            files = all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
        assertThat(files).hasSize(4).allMatch(name -> name.endsWith(".zstd.parquet"));
    }

    @Test
    void the_commands_it_ends_with_work_in_its_folder() {
        List<String> commands = demo.out
                .substring(demo.out.indexOf("Look around"))
                .lines()
                .filter(line -> line.contains("/tarn "))
                .map(line -> line.substring(line.indexOf("/tarn ") + "/tarn ".length()))
                .toList();
        assertThat(commands).hasSize(5);
        for (String command : commands) {
            Run run = Run.of(words(command));
            assertThat(run.code).as(command + ": " + run.err).isZero();
            assertThat(run.out).as(command).isNotBlank();
        }
    }

    @Test
    void it_overwrites_no_folder_that_it_did_not_make() throws IOException {
        Path mine = Files.createDirectory(tmp.resolve("mine"));
        Run run = Run.of("demo", "--dir", mine.toString());
        assertThat(run.code).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("tarn: Folder '" + mine + "' is not the demo's: ");
    }

    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        words.add("--config");
        words.add(folder.resolve("tarn.yaml").toString());
        return words.toArray(String[]::new);
    }
}

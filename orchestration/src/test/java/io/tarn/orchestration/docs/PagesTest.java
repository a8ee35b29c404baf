package io.tarn.orchestration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.orchestration.Tarn;
import io.tarn.orchestration.Tarn.Ran;
import io.tarn.orchestration.quarantine.Remedies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages say of the code, held against the code. */
final class PagesTest {
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][a-z][A-Za-z0-9]+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern EXIT_CODE = Pattern.compile("(\\d) ([a-z][^·.]*?)(?= ·|\\.)");
    /** A row of the README's table of commands. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `tarn ([^`]+)` \\| (.*) \\|$");

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    @Test
    void every_class_that_the_architecture_names_has_a_source_file() {
        Set<String> sources = Checkout.files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> named = CODE.matcher(Checkout.read("ARCHITECTURE.md"))
                .results()
                .map(code -> code.group(1))
                .filter(code -> CLASS_NAME.matcher(code).matches())
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(sources).containsAll(named);
    }

    @Test
    void every_folder_that_the_architecture_names_is_there() {
        Set<Path> folders = Checkout.files("package-info.java").stream()
                .map(Path::getParent)
                .collect(Collectors.toSet());
        CODE.matcher(Checkout.read("ARCHITECTURE.md"))
                .results()
                .map(code -> code.group(1))
                .filter(code -> code.contains("/…/") && !code.contains("="))
                .forEach(code -> {
                    String[] ends = code.split("/…/", 2);
                    assertThat(folders)
                            .as(code)
                            .anyMatch(folder -> folder.startsWith(ends[0]) && folder.endsWith(ends[1]));
                });
    }

    @Test
    void every_relative_link_leads_to_a_file() {
        List<String> broken = new ArrayList<>();
        for (Path page : Checkout.files(".md")) {
            Path folder = Checkout.ROOT.resolve(page).getParent();
            LINK.matcher(Checkout.read(page.toString()))
                    .results()
                    .map(link -> link.group(1))
                    .filter(to -> !to.contains("://") && !Files.exists(folder.resolve(to)))
                    .forEach(to -> broken.add(page + " → " + to));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void no_page_has_a_place_left_to_fill_in() {
        for (Path page : Checkout.files(".md")) {
            assertThat(Checkout.read(page.toString())).as(page.toString()).doesNotContain("@@", "TODO");
        }
    }

    @Test
    void the_exit_codes_of_the_readme_are_those_of_the_code() {
        String page = Checkout.chapter(Checkout.read("README.md"), "Commands").replace('\n', ' ');
        String list = page.substring(page.indexOf("Exit codes:"));
        Map<Integer, String> told = new TreeMap<>();
        for (MatchResult code : EXIT_CODE.matcher(list).results().toList()) {
            told.put(Integer.parseInt(code.group(1)), code.group(2));
        }
        assertThat(told.keySet())
                .isEqualTo(Arrays.stream(ExitCode.values())
                        .map(ExitCode::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
        told.forEach((code, words) -> assertThat(words).contains(KEYWORDS.get(code)));
    }

    /** A word of what each code means, by the names of {@link ExitCode}. */
    private static final Map<Integer, String> KEYWORDS = Map.of(
            ExitCode.DONE.code(), "done",
            ExitCode.UNEXPECTED.code(), "unexpected",
            ExitCode.USAGE.code(), "usage",
            ExitCode.CONFIGURATION.code(), "configuration",
            ExitCode.PARTIAL.code(), "partly",
            ExitCode.INTEGRITY.code(), "lose data",
            ExitCode.DENIED.code(), "denied",
            ExitCode.CONFLICT.code(), "held by another live run",
            ExitCode.SET_ASIDE.code(), "set aside");

    @Test
    void every_command_of_the_readme_exists_with_its_options_and_an_example() {
        List<MatchResult> rows =
                ROW.matcher(Checkout.read("README.md")).results().toList();
        assertThat(rows).hasSizeGreaterThan(8);
        for (MatchResult row : rows) {
            StringBuilder help = new StringBuilder();
            for (String command : commands(row.group(1))) {
                Ran ran = Tarn.bare((command + " --help").split(" "));
                assertThat(ran.exit()).as(command).isZero();
                assertThat(ran.out()).startsWith("Usage: tarn " + command).contains("Example", "  tarn " + command);
                help.append(ran.out());
            }
            OPTION.matcher(row.group())
                    .results()
                    .forEach(option -> assertThat(help).as(row.group()).contains(option.group()));
        }
    }

    /** {@code schema show\|ddl COLLECTION} are two; what is in capitals, quotes or brackets is no command. */
    private static List<String> commands(String row) {
        String words = Arrays.stream(row.split(" "))
                .takeWhile(word -> word.matches("[a-z|\\\\]+"))
                .collect(Collectors.joining(" "));
        int last = words.lastIndexOf(' ') + 1;
        return Arrays.stream(words.substring(last).split("\\\\\\|"))
                .map(each -> words.substring(0, last) + each)
                .toList();
    }

    @Test
    void every_command_that_the_help_knows_is_in_the_readme() {
        String help = Tarn.bare("--help").out();
        String readme = Checkout.read("README.md");
        Pattern.compile("(?m)^  ([a-z]+) {2,}")
                .matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(command -> command.group(1))
                .filter(command -> !command.equals("completion"))
                .forEach(command -> assertThat(readme).contains("`tarn " + command));
    }

    @Test
    void the_page_on_bad_input_has_every_reason_and_no_other() {
        Set<String> told = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|")
                .matcher(Checkout.read("docs/bad-input.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told)
                .isEqualTo(Arrays.stream(Reason.values())
                        .map(Reason::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void the_page_on_bad_input_says_what_to_do_as_the_command_does() {
        String page = Checkout.read("docs/bad-input.md");
        for (Reason reason : Reason.values()) {
            String row = page.lines()
                    .filter(line -> line.startsWith("| `" + reason.wireName() + "` |"))
                    .findFirst()
                    .orElseThrow();
            String todo = row.substring(row.lastIndexOf(" | ") + 3, row.length() - 2)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .replace("`", "");
            assertThat(todo).as(row).isEqualTo(Remedies.of(reason));
        }
    }

    @Test
    void the_page_on_verification_has_every_kind_of_problem_and_no_other() {
        Set<String> told = Pattern.compile("(?m)^\\| (`[a-z_`, ]+) \\|")
                .matcher(Checkout.read("docs/verify.md"))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(kind -> kind.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(kinds());
    }

    /** A kind is a single word in a statement that raises a problem, or one of the differences of a row. */
    private static Set<String> kinds() {
        Pattern raised = Pattern.compile("(?:roblem\\(|String kind =)[^;]*;");
        Pattern word = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"");
        Set<String> kinds = new TreeSet<>();
        for (Path file : Checkout.files(".java")) {
            if (file.toString().contains("main/java/io/tarn/ingest/verify")) {
                String source = Checkout.read(file.toString());
                raised.matcher(source)
                        .results()
                        .flatMap(statement -> word.matcher(statement.group()).results())
                        .forEach(kind -> kinds.add(kind.group(1)));
                if (file.endsWith("Difference.java")) {
                    Pattern.compile("(?m)^ +([A-Z]+_[A-Z]+),?$")
                            .matcher(source)
                            .results()
                            .forEach(kind -> kinds.add(kind.group(1).toLowerCase(Locale.ROOT)));
                }
            }
        }
        return kinds;
    }

    @Test
    void what_spark_must_open_is_the_same_everywhere() {
        Pattern opens = Pattern.compile("--add-opens=java\\.base/([a-z.]+)=ALL-UNNAMED");
        Set<String> pom = names(opens, Checkout.read("pom.xml"));
        assertThat(pom).hasSizeGreaterThan(10);
        assertThat(names(opens, Checkout.read("tarn"))).isEqualTo(pom);
        assertThat(names(opens, Checkout.read("conf/spark-defaults.conf"))).isEqualTo(pom);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

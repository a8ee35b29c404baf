package io.tarn.proof.mutants;

import io.tarn.proof.mutants.Check.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code proof/run mutants}. */
@Command(
        name = "mutants",
        description = "Plants bugs, one at a time, and demands that a check catches each.",
        mixinStandardHelpOptions = true)
public final class MutantsCommand implements Callable<Integer> {
    @Option(names = "--only", paramLabel = "NAME", description = "This mutant, or all whose name begins so.")
    private String only = "";

    @Option(names = "--changed-only", description = "Do not run the checks without mutants first.")
    private boolean changedOnly;

    @Option(names = "--checkout", paramLabel = "DIR", description = "Default: the working directory.")
    private Path checkout = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path root = checkout.toAbsolutePath();
        Path work = Files.createTempDirectory("tarn-mutants");
        List<Mutant> mutants = Mutant.all(root.resolve("proof/src/main/resources/mutants")).stream()
                .filter(mutant -> mutant.name().startsWith(only))
                .toList();
        Instant began = Instant.now();
        Check check = new Check(root, testClasses(root));
        List<String> wrong = new ArrayList<>();
        Set<String> checks = new TreeSet<>();
        mutants.stream().filter(mutant -> !changedOnly).forEach(mutant -> checks.add(mutant.check()));
        int number = 0;
        for (String one : checks) {
            Verdict verdict = check.run(one, Optional.empty(), work.resolve("unchanged-" + ++number + ".log"));
            say(out, verdict.passed() ? "passes" : "FAILS ", "unchanged", one, verdict, began);
            if (!verdict.passed()) {
                wrong.add("'" + one + "' fails without any mutant");
            }
        }
        Build build = new Build(root, work);
        for (Mutant mutant : mutants) {
            Path log = work.resolve(mutant.name() + ".log");
            Verdict verdict = check.run(mutant.check(), Optional.of(build.jar(mutant)), log);
            say(out, verdict.passed() ? "MISSED" : "caught", mutant.name(), mutant.check(), verdict, began);
            if (verdict.passed()) {
                wrong.add(mutant.name() + " was not caught by '" + mutant.check() + "'");
            }
        }
        wrong.forEach(line -> out.println("FAILED: " + line));
        out.println("mutants: " + mutants.size() + " of which "
                + (wrong.isEmpty() ? "all were caught" : wrong.size() + " FAILED") + ", "
                + Duration.between(began, Instant.now()).toSeconds() + " s");
        return wrong.isEmpty() && !mutants.isEmpty() ? 0 : 1;
    }

    private static void say(PrintWriter out, String what, String name, String check, Verdict verdict, Instant began) {
        long seconds = Duration.between(began, Instant.now()).toSeconds();
        out.println(what + "  " + name + "  by " + check + "  (" + seconds + " s; " + verdict.log() + ")");
        out.flush();
    }

    /** As this very build made them: a quick build has folders of its own. */
    private static List<Path> testClasses(Path root) throws IOException {
        String target = Build.classPath().contains("/target/quick/") ? "target/quick" : "target";
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve(target).resolve("test-classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }
}

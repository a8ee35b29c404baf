package io.tarn.proof.mutants;

import io.tarn.proof.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a check with a changed class in front of the class path: a JUnit test in a class loader of its own, which costs
 * no start of a JVM, a {@code proof} command in a process.
 */
final class Check {
    /** A mutant may hang what it breaks; that is caught too. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String TEST = "test ";
    private static final String PROOF = "proof ";

    private final Path checkout;
    private final List<Path> tests;

    /** @param tests folders with the modules' test classes */
    Check(Path checkout, List<Path> tests) {
        this.checkout = checkout;
        this.tests = List.copyOf(tests);
    }

    /** What came of it, and where it is told at length. */
    record Verdict(boolean passed, Path log) {}

    /**
     * Runs it.
     *
     * @param mutant the jar with the changed class; empty: the code as it is
     */
    Verdict run(String check, Optional<Path> mutant, Path log) throws IOException {
        try {
            if (check.startsWith(TEST)) {
                return new Verdict(test(check.substring(TEST.length()).trim(), mutant, log), log);
            }
            if (check.startsWith(PROOF)) {
                return new Verdict(command(check.substring(PROOF.length()).trim(), mutant, log), log);
            }
            throw new IllegalArgumentException("'" + check + "' begins neither with 'test' nor with 'proof'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean test(String name, Optional<Path> mutant, Path log) throws IOException, InterruptedException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true);
                OwnClasses classes = OwnClasses.of(mutant, tests)) {
            FutureTask<Boolean> run = new FutureTask<>(() -> TestRun.passes(name, out));
            Thread thread = new Thread(run, "check " + name);
            thread.setContextClassLoader(classes);
            thread.setDaemon(true);
            thread.start();
            return run.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hung) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("'" + name + "' could not be run", e);
        }
    }

    private boolean command(String arguments, Optional<Path> mutant, Path log)
            throws IOException, InterruptedException {
        String classPath =
                mutant.map(jar -> Build.inFront(jar, Build.classPath())).orElseGet(Build::classPath);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return ended && process.exitValue() == 0;
    }
}

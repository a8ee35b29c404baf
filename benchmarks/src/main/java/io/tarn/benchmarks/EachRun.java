package io.tarn.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A contestant whose every run is a process of its own, from its start to its end. The shell that starts it says what
 * its children took; their memory is looked at twenty times a second.
 */
final class EachRun implements Running {
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");
    private static final long LOOK_MILLIS = 50;

    private final Function<Path, List<String>> command;
    private final Preparation preparation;
    private final Path errors;
    private double cpu;
    private long peak;

    /** What comes before a run and is not measured. */
    interface Preparation {
        void in(Path folder) throws IOException;
    }

    /** @param command for a folder; {@code run FOLDER} is on its standard input, for those who read it */
    EachRun(Function<Path, List<String>> command, Preparation preparation, Path errors) {
        this.command = command;
        this.preparation = preparation;
        this.errors = errors;
    }

    @Override
    public double tell(String what, Path folder) throws IOException {
        if (what.equals("prepare")) {
            preparation.in(folder);
            return 0;
        }
        List<String> shell = new ArrayList<>(List.of("bash", "-c", "\"$@\" >&2; code=$?; times; exit $code", "bash"));
        shell.addAll(command.apply(folder));
        Process process = new ProcessBuilder(shell)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(("run " + folder + "\n").getBytes(StandardCharsets.UTF_8));
        }
        int code = watched(process);
        String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (code != 0) {
            throw new IOException("exit code " + code + ": " + Files.readString(errors));
        }
        double took = ofChildren(times);
        cpu += took;
        return took;
    }

    private int watched(Process process) throws IOException {
        try {
            while (process.isAlive()) {
                List<ProcessHandle> children = process.toHandle().descendants().toList();
                peak = Math.max(
                        peak,
                        children.stream()
                                .mapToLong(child -> Proc.peak(child.pid()))
                                .sum());
                Thread.sleep(LOOK_MILLIS);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The second line of what the shell's {@code times} prints. */
    private static double ofChildren(String times) throws IOException {
        Matcher matcher = TIMES.matcher(times.substring(times.indexOf('\n') + 1));
        if (!matcher.find()) {
            throw new IOException("the shell did not say what its children took: " + times);
        }
        return 60 * (Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(3)))
                + Double.parseDouble(matcher.group(2))
                + Double.parseDouble(matcher.group(4));
    }

    @Override
    public double cpu() {
        return cpu;
    }

    @Override
    public long peak() {
        return peak;
    }

    @Override
    public void close() {
        // Each process has ended by itself.
    }
}

package io.tarn.proof.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process and all that it starts. They end with {@link #close}, and also when this process is killed: whoever guards
 * them reads a pipe from here. Thread-safe.
 */
final class Nest implements AutoCloseable {
    private static final String GUARD = resource("nest.sh");

    private final Process guard;
    private final Path log;

    private Nest(Process guard, Path log) {
        this.guard = guard;
        this.log = log;
    }

    /** Starts a command whose output, of both kinds, goes to a file. */
    static Nest start(List<String> command, Map<String, String> environment, Path folder, Path log) {
        List<String> guarded = new ArrayList<>(List.of("bash", "-c", GUARD, "nest"));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Nest(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    /** The text of a script beside this class. */
    static String resource(String name) {
        try (InputStream in = Nest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no resource '" + name + "'");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean alive() {
        return guard.isAlive();
    }

    /** What it printed so far. */
    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return log;
    }

    /** Every process in it that lives now. */
    List<ProcessHandle> processes() {
        return guard.descendants().toList();
    }

    /** Waits for its end and gives the exit code; a process that takes longer is ended, which is a failure. */
    int await(long seconds) throws InterruptedException {
        if (!guard.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            throw new Unproven("The process did not end within " + seconds + " s; see '" + log + "'");
        }
        return guard.exitValue();
    }

    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyGone) {
            guard.destroyForcibly(); // its group went with it
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                guard.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

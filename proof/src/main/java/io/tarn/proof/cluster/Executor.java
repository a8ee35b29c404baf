package io.tarn.proof.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A living executor.
 *
 * @param log what it has to say
 */
record Executor(ProcessHandle process, String id, Path log) {
    private static final Pattern ID = Pattern.compile("--executor-id\0(\\d+)\0");
    private static final Pattern BEGUN = Pattern.compile("Running task \\S+ in stage \\S+ \\(TID (\\d+)\\)");
    private static final Pattern ENDED =
            Pattern.compile("(?:Finished|Exception in|Executor killed|Executor interrupted and killed) task \\S+"
                    + " in stage \\S+ \\(TID (\\d+)\\)");

    /** The executor that a process is, if it is one. */
    static Optional<Executor> of(ProcessHandle process) {
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            String command = Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            Matcher id = ID.matcher(command);
            if (!command.contains("CoarseGrainedExecutorBackend") || !id.find()) {
                return Optional.empty();
            }
            Path log = proc.resolve("cwd").toRealPath().resolve("stderr");
            return Optional.of(new Executor(process, id.group(1), log));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Ids of the tasks that it has begun and not ended. */
    Set<Long> running() {
        try {
            String said = Files.readString(log, StandardCharsets.UTF_8);
            Set<Long> tasks = new TreeSet<>();
            BEGUN.matcher(said).results().forEach(found -> tasks.add(Long.valueOf(found.group(1))));
            ENDED.matcher(said).results().forEach(found -> tasks.remove(Long.valueOf(found.group(1))));
            return tasks;
        } catch (NoSuchFileException gone) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

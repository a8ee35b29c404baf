package io.tarn.proof.kills;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a {@link Victim} is started: a case is mostly the start of a JVM, so that is made cheap. */
final class Jvm {
    /** What the threads engine never loads. */
    private static final List<String> LEFT_OUT =
            List.of("/org/apache/spark/", "/org/scala-lang/", "/duckdb/", "/netty/");

    private final List<String> command;

    private Jvm(List<String> command) {
        this.command = command;
    }

    static Jvm here() {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LEFT_OUT.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        return new Jvm(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xms48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.timezone=Pacific/Apia",
                "-cp",
                path));
    }

    /** With the classes that a first run loaded mapped from a file; only where the class path is all jars. */
    Jvm sharing(Path archive) {
        return Files.exists(archive) ? with("-XX:SharedArchiveFile=" + archive) : this;
    }

    /** Writes that file when the process ends; the JVM cannot where a folder is on the class path, as in tests. */
    Jvm archiving(Path archive) {
        boolean jars = Arrays.stream(command.get(command.size() - 1).split(File.pathSeparator))
                .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
        return jars ? with("-XX:ArchiveClassesAtExit=" + archive) : this;
    }

    Process start(List<String> arguments, Path errors) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.add(Victim.class.getName());
        line.addAll(arguments);
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    private Jvm with(String option) {
        List<String> more = new ArrayList<>(command);
        more.add(1, option);
        return new Jvm(more);
    }
}

package io.tarn.orchestration.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to type, typed as it stands there; only the launcher does not build first. */
final class ReadmeIT {
    private static final String README = Checkout.read("README.md");

    @TempDir
    Path folder;

    /** What a script printed, and how it ended. */
    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void a_launcher_and_some_exports() throws IOException {
        Path launcher = folder.resolve("tarn");
        Files.writeString(launcher, """
                #!/bin/sh
                exec "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
                    -cp "$CLASS_PATH" io.tarn.orchestration.Main "$@"
                """);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path exports = Files.createDirectories(folder.resolve("home/exports/orders"));
        for (int day = 20; day < 23; day++) {
            int today = day;
            List<String> lines = IntStream.range(0, 10)
                    .mapToObj(i -> String.format(
                            Locale.ROOT,
                            "{\"order_id\": %d, \"created_at\": \"2026-11-%dT%02d:00:00Z\", \"amount\": %d.50}",
                            today * 100 + i,
                            today,
                            i,
                            i))
                    .toList();
            Files.write(exports.resolve("2026-11-" + day + ".ndjson"), lines);
        }
        Files.writeString(exports.resolve("broken.ndjson"), "{\"order_id\": \n");
    }

    @Test
    void the_five_commands_work_and_landing_again_adds_nothing() throws Exception {
        String commands = Checkout.chapter(README, "Your own files, in five commands")
                .lines()
                .filter(line -> line.startsWith("    ./tarn "))
                .collect(Collectors.joining("\n"));
        assertThat(commands.lines()).hasSize(5);

        Ran first = shell(commands);
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(first.out())
                .contains("Landed 31 events in 'orders' from 4 files", "invalid_json 1", "  30\n")
                .contains("30 rows compared with their events: no problem");

        Ran again = shell(commands.lines()
                .filter(line -> line.contains("./tarn land"))
                .findFirst()
                .orElseThrow());
        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(again.out()).contains("Landed 0 events in 'orders' from 4 files: 4 known.");
    }

    @Test
    void the_producer_in_java_compiles_and_lands() throws Exception {
        List<String> blocks = Checkout.fenced(README, "java");
        assertThat(blocks).hasSize(1);
        Path source = Files.writeString(folder.resolve("Producer.java"), """
                import io.tarn.core.CollectionName;
                import io.tarn.landing.*;
                import java.nio.file.Path;

                public final class Producer {
                    public static void main(String[] args) {
                %s
                    }
                }
                """.formatted(blocks.get(0)));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();

        Ran ran = shell("""
                ./tarn init
                "$JAVA" -cp "$CLASS_PATH:." Producer
                ./tarn compact
                ./tarn query --format csv "SELECT order_id, amount FROM orders"
                """);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out()).endsWith("order_id,amount\r\n1,9.99\r\n");
    }

    private Ran shell(String script) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        shell.environment().put("HOME", folder.resolve("home").toString());
        shell.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().put("CLASS_PATH", classPath());
        shell.environment().remove("TARN_CONFIG");
        Process process = shell.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        // Maven gives paths of the module's folder; the commands run elsewhere.
        return List.of(given.split(File.pathSeparator)).stream()
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

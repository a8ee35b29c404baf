package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.imports.ImportConfig;
import io.tarn.landing.imports.ImportProgress;
import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.Importer;
import io.tarn.landing.imports.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are ended by the kernel, at moments that nobody chose. */
@Timeout(300)
final class KilledProcessIT {
    private static final CollectionName ORDERS = new CollectionName("orders");
    private static final int LINES = 60_000;

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_before_a_kill_is_in_the_archive_after_it() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            LandingConfig config = config(folder.resolve("writer" + seed));
            Set<String> acknowledged = new HashSet<>();
            Process child = start("append", folder.resolve("writer" + seed));
            try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
                int until = 200 + random.nextInt(3000);
                for (String line = out.readLine(); line != null && acknowledged.size() < until; line = out.readLine()) {
                    acknowledged.add(line);
                }
                kill(child);
                // What it had said before it was killed counts too.
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    acknowledged.add(line);
                }
            }
            Spools.Recovered recovered = Spools.publishDead(config.spool(), config.state(), Clock.systemUTC());
            assertThat(recovered.problems()).isEmpty();
            List<String> archived = payloads(config.state());
            assertThat(new HashSet<>(archived)).as("seed %s", seed).hasSize(archived.size());
            // The last line may have been cut off by the kill.
            acknowledged.removeIf(line -> !line.endsWith("}"));
            assertThat(acknowledged).as("seed %s", seed).isSubsetOf(archived);
        }
    }

    @Test
    void an_import_that_is_killed_again_and_again_lands_every_line_once() throws Exception {
        Path lake = folder.resolve("import");
        Path file = folder.resolve("a.ndjson");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("{\"i\":" + i + ",\"text\":\"" + Integer.toHexString(i * 0x9E3779B1) + "\"}");
        }
        Files.write(file, lines);
        Random random = new Random(7);
        for (int kill = 0; kill < 5; kill++) {
            Process child = start("import", lake, file);
            if (child.waitFor(400 + random.nextInt(1500), TimeUnit.MILLISECONDS)) {
                break;
            }
            kill(child);
        }
        ImportReport report = importer(lake, file);
        assertThat(report.files())
                .allMatch(
                        one -> one.status() == ImportReport.Status.LANDED || one.status() == ImportReport.Status.KNOWN);
        assertThat(payloads(config(lake).state())).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(importer(lake, file).received()).isZero();
    }

    /** What the child does. */
    public static void main(String[] args) throws IOException {
        Path lake = Path.of(args[1]);
        if (args[0].equals("import")) {
            importer(lake, Path.of(args[2]));
            return;
        }
        try (LandingWriter writer = LandingWriter.open(config(lake))) {
            for (int i = 0; i < 1_000_000; i++) {
                String event = "{\"i\":" + i + "}";
                Ack.Stored stored =
                        writer.append(ORDERS, Event.of(event)).join().orThrow();
                System.out.println(stored.seq() < 0 ? "" : event);
                System.out.flush();
            }
        }
    }

    private static ImportReport importer(Path lake, Path file) throws IOException {
        return new Importer(ImportConfig.of(config(lake), ORDERS), ImportProgress.NONE)
                .run(Sources.of(List.of(file.toString()), file.getParent(), InputStream.nullInputStream()));
    }

    private static LandingConfig config(Path lake) {
        return LandingConfig.of(lake).withSegments(64 << 10, Duration.ofSeconds(60));
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessIT.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Process start(String what, Path... paths) throws IOException {
        List<String> args = new ArrayList<>(List.of(what));
        for (Path path : paths) {
            args.add(path.toString());
        }
        return start(args.toArray(String[]::new));
    }

    private static void kill(Process child) throws InterruptedException {
        // Process.destroyForcibly would also close the pipe, with what the child had said before.
        child.toHandle().destroyForcibly();
        child.waitFor();
    }

    private static List<String> payloads(ObjectStore state) throws IOException {
        List<String> payloads = new ArrayList<>();
        for (ObjectStat object : state.list("archive/")) {
            try (SegmentReader reader =
                    SegmentReader.open(state, SegmentKey.parse(object.key()).orElseThrow())) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    payloads.add(new String(frame.payload(), UTF_8));
                }
                assertThat(reader.damage()).isEmpty();
            }
        }
        return payloads;
    }
}

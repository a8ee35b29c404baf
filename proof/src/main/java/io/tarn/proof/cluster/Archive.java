package io.tarn.proof.cluster;

import io.tarn.landing.Ack;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import io.tarn.orchestration.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What was landed, in batches, and put into as many lakes as are compared: segments carry the time and the writer, so
 * that landing the same events twice makes two archives.
 */
final class Archive {
    private static final List<String> PARTS = List.of("archive", "arrivals");

    private final List<Path> batches;

    private Archive(List<Path> batches) {
        this.batches = batches;
    }

    /** Lands {@code count} batches. */
    static Archive land(Events events, int count, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path lake = folder.resolve("lake");
        Path config = Files.writeString(folder.resolve("tarn.yaml"), "lake: lake\n" + Events.COLLECTIONS);
        List<Path> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            landClicks(events.clicks(), lake);
            Path lines = folder.resolve("orders-" + i + ".ndjson");
            Files.write(lines, events.orders());
            tarn("land", Events.ORDERS, lines.toString(), "--config", config.toString());
            Path batch = folder.resolve("batch-" + i);
            copyNew(lake.resolve("_tarn"), batch);
            batches.add(batch);
        }
        return new Archive(batches);
    }

    private static void landClicks(List<Event> clicks, Path lake) {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(lake))) {
            List<CompletableFuture<Ack>> acks = new ArrayList<>(clicks.size());
            clicks.forEach(click -> acks.add(writer.append(Events.CLICKS, click)));
            acks.forEach(ack -> ack.join().orThrow());
        }
    }

    private static void tarn(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int code = Main.run(to, to, arguments);
        Unproven.require(code == 0, "'tarn " + String.join(" ", arguments) + "' ended with " + code + ": " + said);
    }

    /** Adds a batch to a lake, with all that came before it. */
    void putInto(Path lake, int batch) throws IOException {
        copyNew(batches.get(batch), lake.resolve("_tarn"));
    }

    private static void copyNew(Path from, Path to) throws IOException {
        for (String part : PARTS) {
            try (Stream<Path> files = Files.walk(from.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = to.resolve(from.relativize(file).toString());
                    if (!Files.exists(target)) {
                        Files.createDirectories(target.getParent());
                        Files.copy(file, target);
                    }
                }
            }
        }
    }
}

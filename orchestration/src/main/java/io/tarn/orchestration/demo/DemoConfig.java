package io.tarn.orchestration.demo;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.TarnConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The demo's {@code tarn.yaml}: the demo runs by it, and so do the commands that a person tries afterwards. */
final class DemoConfig {
    private static final String YAML = """
            # The lake of `tarn demo`: three days of a shop that sells tents. It is yours to play with.
            lake: lake
            engine: {type: spark, master: "local[*]"}
            collections:
              page_views: {event-time: {field: /at, format: iso8601}}
              orders: {event-time: {field: /created_at, format: iso8601}}
              payments: {event-time: {field: /paid_at, format: epoch-ms}}
            """;

    private DemoConfig() {}

    /** Writes the file into the demo's folder and reads it as any command would; the environment has no say. */
    static TarnConfig write(Path folder) {
        Path file = folder.resolve("tarn.yaml");
        try {
            Files.writeString(file, YAML);
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "File '" + file + "' cannot be written",
                    e.toString(),
                    "Look at the space on its disk, or give another folder with --dir",
                    e);
        }
        return TarnConfig.load(file, Map.of(), Map.of(), folder);
    }
}

package io.tarn.orchestration.demo;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shop's exports: NDJSON files in one folder per collection. */
final class ShopFiles {
    private final Path root;

    /** @param root the demo's folder */
    ShopFiles(Path root) {
        this.root = root;
    }

    /** Writes the files of all deliveries that have one. */
    void write(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (delivery.isFile()) {
                write(root.resolve(delivery.path()), delivery.lines());
            }
        }
    }

    private static void write(Path path, List<Line> lines) {
        try {
            Files.createDirectories(path.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
                for (Line line : lines) {
                    out.write(line.bytes());
                    out.write('\n');
                }
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static TarnException failed(Path path, IOException e) {
        return new TarnException(
                ExitCode.UNEXPECTED,
                "File '" + path + "' of the demo cannot be written",
                e.toString(),
                "Look at the space on its disk, or give another folder with --dir",
                e);
    }
}

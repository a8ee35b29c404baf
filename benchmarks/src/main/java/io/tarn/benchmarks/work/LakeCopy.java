package io.tarn.benchmarks.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A lake into which events were landed and that a run may compact; the cached one stays as it is. */
public final class LakeCopy {
    private LakeCopy() {}

    /**
     * Copies a lake and its configuration; segments and Parquet files are hard links, since nothing ever changes them.
     */
    public static void make(Path from, Path folder) throws IOException {
        Path to = in(folder);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (path.toString().endsWith(".avro") || path.toString().endsWith(".parquet")) {
                    Files.createLink(target, path);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** Where the copy in a folder is. */
    public static Path in(Path folder) {
        return folder.resolve("landed");
    }

    /** The arguments of {@code tarn} that compact the copy in a folder. */
    public static List<String> compact(Path folder) {
        Path copy = in(folder);
        return List.of(
                "compact", "--config", copy.resolve("tarn.yaml").toString(), "-D", "lake=" + copy.resolve("lake"));
    }
}

package io.tarn.benchmarks;

import io.tarn.benchmarks.events.GithubEvents;
import io.tarn.benchmarks.events.GithubSchema;
import io.tarn.benchmarks.work.DayInStages;
import io.tarn.benchmarks.work.Lake;
import io.tarn.benchmarks.work.TarnWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** What contestants read, made once and kept in a cache outside of the checkout. */
final class Inputs {
    private static final int EVENT_FILES = 8;

    private final Path cache;
    private final long seed;

    Inputs(Path cache, long seed) {
        this.cache = cache;
        this.seed = seed;
    }

    private interface Making {
        void make(Path folder) throws Exception;
    }

    /** Lines of JSON in eight files, and the schema as Spark's DDL. */
    Path events(long events) throws IOException {
        return cached("events", events, folder -> {
            GithubEvents.write(folder, events, seed, EVENT_FILES);
            Files.writeString(folder.resolve("schema.spark"), GithubSchema.spark());
        });
    }

    /** Small Parquet files of equal row count, as Tarn writes them. */
    Path slices(long events, int files) throws IOException {
        Path source = events(events);
        return cached(
                "slices-" + files,
                events,
                folder -> TarnWork.main(
                        new String[] {"slices", source.toString(), folder.toString(), Long.toString(events / files)}));
    }

    /** A lake into which the events were landed, and nothing more; {@code tarn.yaml} beside it. */
    Path landed(long events) throws IOException {
        Path source = events(events);
        return cached("landed", events, folder -> {
            Lake.create(folder).land(source, Lake.after(Duration.ofHours(12)));
        });
    }

    /** A lake of which the next compaction does one thing. */
    Path stage(DayInStages stage, long events) throws IOException {
        Path source = events(events);
        return cached("stage-" + stage.name().toLowerCase(Locale.ROOT), events, folder -> stage.make(source, folder));
    }

    private Path cached(String kind, long events, Making making) throws IOException {
        Path folder = cache.resolve(
                String.format(Locale.ROOT, "github-v%d-%d-seed-%d-%s", GithubEvents.VERSION, events, seed, kind));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        System.err.println("making " + folder);
        Path unfinished = cache.resolve(folder.getFileName() + ".unfinished");
        if (Files.exists(unfinished)) {
            Contest.delete(unfinished);
        }
        Files.createDirectories(unfinished);
        try {
            making.make(unfinished);
        } catch (Exception e) {
            throw new IOException("cannot make " + folder, e);
        }
        return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many bytes the files of a folder have. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

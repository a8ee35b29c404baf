package io.tarn.benchmarks.work;

import io.tarn.benchmarks.events.GithubSchema;
import io.tarn.columnar.EventsToParquet;
import io.tarn.columnar.FileSizes;
import io.tarn.columnar.FileSource;
import io.tarn.columnar.ParquetMerge;
import io.tarn.columnar.RowMeta;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tarn's jobs: {@code json EVENTS}, {@code slices EVENTS} (small files to be merged), {@code merge FILES},
 * {@code archive LAKE}, {@code compact LAKE} (at the time that was said for it).
 */
public final class TarnWork {
    /** As the peers' files come out: each task writes one. */
    private static final FileSizes SIZES = new FileSizes(128L << 20, 128L << 20);

    private static final int CHUNK = 4 << 20;

    private TarnWork() {}

    /** Arguments: the job and the folder of its input; of {@code slices}, how many rows a file has. */
    public static void main(String[] args) throws Exception {
        Path input = Path.of(args[1]);
        switch (args[0]) {
            case "json" -> Worker.serve(folder -> json(input, folder, Long.MAX_VALUE));
            case "slices" -> json(input, Path.of(args[2]), Long.parseLong(args[3]));
            case "merge" -> Worker.serve(folder -> merge(input, folder));
            case "archive" -> Worker.serve(new FromArchive(input));
            case "compact" -> Worker.serve(new Compaction(input));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Each processor takes every n-th file of events. */
    private static void json(Path input, Path folder, long rowsPerFile) throws Exception {
        List<Path> files = LocalFiles.in(input, ".ndjson");
        int parts = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                int part = i;
                running.add(threads.submit(() -> {
                    new Lines(folder, String.format(Locale.ROOT, "part-%02d", part), rowsPerFile)
                            .read(files, part, parts);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** NDJSON to Parquet; received-at, segment and hash are made up, but look like Tarn's. */
    private static final class Lines {
        private static final Instant RECEIVED = Instant.parse("2026-03-14T12:00:00Z");

        private final Path folder;
        private final String name;
        private final long rowsPerFile;
        private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
        private int files;
        private long rows;
        private @Nullable EventsToParquet writer;
        private long seq;

        Lines(Path folder, String name, long rowsPerFile) {
            this.folder = folder;
            this.name = name;
            this.rowsPerFile = rowsPerFile;
        }

        void read(List<Path> inputs, int part, int parts) throws Exception {
            for (int i = part; i < inputs.size(); i += parts) {
                read(inputs.get(i), String.format(Locale.ROOT, "archive/github/received=2026-03-14/w-%d.avro", i));
            }
            endFile();
        }

        private void read(Path input, String segment) throws Exception {
            byte[] buffer = new byte[CHUNK];
            try (var in = Files.newInputStream(input)) {
                int filled = 0;
                int read = in.read(buffer, 0, CHUNK);
                while (read > 0) {
                    filled += read;
                    int from = 0;
                    for (int p = filled - read; p < filled; p++) {
                        if (buffer[p] == '\n') {
                            event(buffer, from, p, segment);
                            from = p + 1;
                        }
                    }
                    System.arraycopy(buffer, from, buffer, 0, filled - from);
                    filled -= from;
                    read = in.read(buffer, filled, CHUNK - filled);
                }
            }
        }

        private void event(byte[] bytes, int from, int to, String segment) throws Exception {
            EventsToParquet open = writer;
            if (open == null) {
                open = new EventsToParquet(
                        GithubSchema.tarn(),
                        List.of(),
                        SIZES,
                        Map.of(),
                        LocalFiles.sinks(folder, String.format(Locale.ROOT, "%s-%05d", name, files++)));
                writer = open;
            }
            // As incompressible as a real one.
            long hash = (seq + 1) * 0x9E3779B97F4A7C15L;
            open.add(
                    parser.parse(bytes, from, to),
                    new RowMeta(
                            "w-1-" + seq,
                            RECEIVED.plusNanos(seq / 100 * 1_000_000),
                            segment,
                            seq++,
                            hash ^ hash >>> 29));
            if (++rows == rowsPerFile) {
                endFile();
            }
        }

        private void endFile() throws IOException {
            if (writer != null) {
                writer.finish();
                writer.close();
                writer = null;
                rows = 0;
            }
        }
    }

    private static void merge(Path input, Path folder) throws IOException {
        List<FileSource> sources = new ArrayList<>();
        for (Path file : LocalFiles.in(input, ".parquet")) {
            sources.add(LocalFiles.Source.open(file));
        }
        ParquetMerge.merge(sources, GithubSchema.tarn(), SIZES, Map.of(), LocalFiles.sinks(folder, "merged"));
        for (FileSource source : sources) {
            ((LocalFiles.Source) source).channel().close();
        }
    }

    /** {@code tarn compact} with threads, on a copy of a lake into which events were landed. */
    private record FromArchive(Path lake) implements Worker {
        @Override
        public void prepare(Path folder) throws IOException {
            LakeCopy.make(lake, folder);
        }

        @Override
        public void run(Path folder) {
            new Lake(LakeCopy.in(folder)).tarn(List.of("compact"));
        }
    }

    /** The same, with a clock that says what is due. */
    private record Compaction(Path lake) implements Worker {
        @Override
        public void prepare(Path folder) throws IOException {
            LakeCopy.make(lake, folder);
        }

        @Override
        public void run(Path folder) throws IOException {
            new Lake(LakeCopy.in(folder)).compact();
        }
    }
}

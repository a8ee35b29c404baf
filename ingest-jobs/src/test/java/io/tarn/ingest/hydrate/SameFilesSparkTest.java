package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.head.FileEntry;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.report.RunReport.SparkUsage;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.engine.spark.SparkEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import io.tarn.ingest.merge.Merge;
import io.tarn.ingest.merge.MergeSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same plan gives the same bytes on threads and on Spark. */
class SameFilesSparkTest {
    private static final WorkSizes MANY_TASKS = new WorkSizes(20_000, 30_000, 20_000, 30_000);

    @TempDir
    Path folder;

    @Test
    void threadsAndSparkStageTheSameBytes() {
        List<String> onThreads = hydrateAndMerge(new ThreadsEngine(2), "threads");
        List<String> onSpark;
        SparkUsage usage;
        try (Engine spark = SparkEngine.local("local[2]")) {
            onSpark = hydrateAndMerge(spark, "spark");
            usage = spark.usage().orElseThrow();
        }

        assertThat(onThreads).hasSizeGreaterThan(12);
        assertThat(onSpark).isEqualTo(onThreads);
        assertThat(usage.tasks()).isGreaterThan(10);
        assertThat(usage.executorCpuSeconds()).isPositive();
    }

    /** Key, size, checksum and rows of everything that was written. */
    private List<String> hydrateAndMerge(Engine engine, String name) {
        Archive archive = new Archive(folder.resolve(name));
        land(archive);
        HydrateSpec spec = archive.spec("r1", Archive.settings("/at", List.of("/id")), MANY_TASKS, archive.segments());
        Hydrated hydrated = Hydrated.of(engine, spec, List.of(), Placement.HOT).complete(archive);

        List<String> written = new ArrayList<>();
        hydrated.files().forEach(file -> written.add(described(file)));
        hydrated.built().segments().forEach(segment -> written.add(segment.toString()));
        List<MergeSpec> merges = hydrated.built().days().stream()
                .map(day -> new MergeSpec(
                        spec.lake(),
                        spec.state(),
                        spec.collection(),
                        LocalDate.parse(day.day()),
                        "seal",
                        FileEntry.Root.LAKE,
                        day.staged(),
                        hydrated.schema(),
                        spec.sizes()))
                .toList();
        new Merge(engine).stage(merges).forEach(files -> files.forEach(file -> written.add(described(file))));
        return written;
    }

    private static String described(FileEntry file) {
        return file.key() + " " + file.size() + " " + file.crc32c() + " " + file.rows() + " " + file.undated();
    }

    private static void land(Archive archive) {
        Random random = new Random(42);
        for (int s = 0; s < 12; s++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                events.add(
                        Event.of("2026-11-2" + s % 4 + "T10:00:00.00000" + random.nextInt(9) + "Z", payload(random)));
            }
            archive.land(events);
        }
    }

    private static String payload(Random random) {
        String id = "\"id\":" + random.nextInt(10_000);
        String at = random.nextInt(20) == 0 ? "" : ",\"at\":\"2026-11-0" + (1 + random.nextInt(5)) + "T00:00:00Z\"";
        String value = ",\"v\":" + (random.nextBoolean() ? random.nextInt() : "\"" + random.nextLong() + "\"");
        return "{" + id + at + value + ",\"list\":[" + random.nextInt(9) + "],\"o\":{\"x\":" + random.nextDouble()
                + "}}";
    }
}

package io.tarn.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random schemas and events: what comes back from Parquet is what a slow model of the rules says. */
class RandomTablesTest {
    private static final int ROUNDS = 25;

    @Test
    void written_rows_are_those_of_the_model() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomTables random = new RandomTables(seeds.nextLong());
            TableSchema schema = random.schema();
            MemoryFiles files = new MemoryFiles();
            List<String> events = events(random, schema, seeds.nextInt(1, 80));
            Events.write(schema, List.of(), sizes(seeds), files, events);
            assertThat(payload(files.sources()))
                    .as("seed %s, round %s, %s", seed, round, schema)
                    .isEqualTo(model(schema, events));
            for (FileSource file : files.sources()) {
                ParquetCheck.check(file, true);
            }
        }
    }

    @Test
    void merged_rows_are_those_of_the_inputs_in_their_order() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomTables random = new RandomTables(seeds.nextLong());
            TableSchema newest = random.schema();
            List<FileSource> inputs = new ArrayList<>();
            List<Map<String, Object>> expected = new ArrayList<>();
            for (int part = seeds.nextInt(1, 5); part > 0; part--) {
                TableSchema schema = part == 1 ? newest : random.older(newest);
                List<String> events = events(random, newest, seeds.nextInt(0, 60));
                MemoryFiles files = new MemoryFiles();
                Events.write(schema, List.of(), sizes(seeds), files, events);
                inputs.addAll(files.sources());
                expected.addAll(model(schema, events));
            }
            MemoryFiles merged = new MemoryFiles();
            List<WrittenFile> written = ParquetMerge.merge(inputs, newest, sizes(seeds), Map.of("k", "v"), merged);
            assertThat(payload(merged.sources()))
                    .as("seed %s, round %s, %s", seed, round, newest)
                    .isEqualTo(expected);
            assertThat(written.stream().mapToLong(WrittenFile::rows).sum()).isEqualTo(expected.size());
            for (FileSource file : merged.sources()) {
                ParquetCheck.check(file, true);
            }
        }
    }

    private static FileSizes sizes(SplittableRandom seeds) {
        return new FileSizes(seeds.nextInt(2_000, 200_000), seeds.nextInt(1_000, 50_000));
    }

    private static List<String> events(RandomTables random, TableSchema schema, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(random.event(schema));
        }
        return events;
    }

    private static List<Map<String, Object>> model(TableSchema schema, List<String> events) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String event : events) {
            rows.add(RowModel.row(schema.root(), event));
        }
        return rows;
    }

    private static List<Map<String, Object>> payload(List<FileSource> files) throws Exception {
        List<Map<String, Object>> rows = Rows.of(files);
        rows.forEach(row -> assertThat(row.remove("tarn")).isNotNull());
        return rows;
    }
}

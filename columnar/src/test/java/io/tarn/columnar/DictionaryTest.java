package io.tarn.columnar;

import static io.tarn.columnar.Events.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Test;

/** Dictionaries that stay, that are given up at once, and that become too large on the way. */
class DictionaryTest {
    private static final TableSchema SCHEMA = Events.schema(
            plain("few", Scalar.STRING),
            plain("many", Scalar.STRING),
            plain("more", Scalar.STRING),
            plain("n", Scalar.BIGINT),
            plain("x", Scalar.DOUBLE));
    /** Pages and dictionaries of 16 KiB. */
    private static final FileSizes SIZES = new FileSizes(1 << 20, 1 << 20);

    @Test
    void values_and_bounds_survive_every_kind() throws Exception {
        List<String> events = events(8_000, 11);
        MemoryFiles files = new MemoryFiles();
        Events.write(SCHEMA, List.of(), SIZES, files, events);
        assertThat(payload(files.sources())).isEqualTo(model(events));
        assertThat(encodings(files.sources(), "few"))
                .contains(Encoding.PLAIN_DICTIONARY)
                .doesNotContain(Encoding.PLAIN);
        assertThat(encodings(files.sources(), "many"))
                .contains(Encoding.PLAIN)
                .doesNotContain(Encoding.PLAIN_DICTIONARY);
        assertThat(encodings(files.sources(), "more")).contains(Encoding.PLAIN, Encoding.PLAIN_DICTIONARY);
        checkBounds(files.sources(), "more", model(events));
        checkBounds(files.sources(), "few", model(events));
    }

    @Test
    void merging_files_of_every_kind_keeps_values_and_bounds() throws Exception {
        List<FileSource> inputs = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<String> events = events(i % 3 == 0 ? 50 : 1_500, i);
            MemoryFiles files = new MemoryFiles();
            Events.write(SCHEMA, List.of(), SIZES, files, events);
            inputs.addAll(files.sources());
            all.addAll(events);
        }
        MemoryFiles merged = new MemoryFiles();
        ParquetMerge.merge(inputs, SCHEMA, new FileSizes(1 << 20, 100_000), Map.of(), merged);
        assertThat(payload(merged.sources())).isEqualTo(model(all));
        for (FileSource file : merged.sources()) {
            ParquetCheck.check(file, true);
        }
        checkBounds(merged.sources(), "more", model(all));
        checkBounds(merged.sources(), "many", model(all));
    }

    /** Few repeat; many never do; more repeat at first. */
    private static List<String> events(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String more = i < count / 2 ? "r" + random.nextInt(40) : Long.toHexString(random.nextLong());
            events.add("{\"few\":\"k" + random.nextInt(30) + "\",\"many\":\"é" + Long.toHexString(random.nextLong())
                    + "\",\"more\":\"" + more + "\",\"n\":" + random.nextInt(i % 2 == 0 ? 5 : 1 << 30) + ",\"x\":"
                    + random.nextInt(100) / 8.0 + "}");
        }
        return events;
    }

    private static Set<Encoding> encodings(List<FileSource> files, String column) throws Exception {
        Set<Encoding> all = new HashSet<>();
        for (ColumnChunkMetaData chunk : chunks(files, column)) {
            chunk.getEncodingStats().getDataEncodings().forEach(all::add);
        }
        return all;
    }

    private static List<ColumnChunkMetaData> chunks(List<FileSource> files, String column) throws Exception {
        List<ColumnChunkMetaData> chunks = new ArrayList<>();
        for (FileSource file : files) {
            try (ParquetFileReader reader = SourceFile.open(file)) {
                for (BlockMetaData group : reader.getRowGroups()) {
                    group.getColumns().stream()
                            .filter(chunk -> chunk.getPath().toDotString().equals(column))
                            .forEach(chunks::add);
                }
            }
        }
        return chunks;
    }

    private static void checkBounds(List<FileSource> files, String column, List<Map<String, Object>> rows)
            throws Exception {
        int from = 0;
        for (ColumnChunkMetaData chunk : chunks(files, column)) {
            int to = from + (int) chunk.getValueCount();
            List<byte[]> values = rows.subList(from, to).stream()
                    .map(row -> String.valueOf(row.get(column)).getBytes(StandardCharsets.UTF_8))
                    .sorted(Arrays::compareUnsigned)
                    .toList();
            assertThat(chunk.getStatistics().getMinBytes()).isEqualTo(values.get(0));
            assertThat(chunk.getStatistics().getMaxBytes()).isEqualTo(values.get(values.size() - 1));
            from = to;
        }
        assertThat(from).isEqualTo(rows.size());
    }

    private static List<Map<String, Object>> model(List<String> events) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String event : events) {
            rows.add(RowModel.row(SCHEMA.root(), event));
        }
        return rows;
    }

    private static List<Map<String, Object>> payload(List<FileSource> files) throws Exception {
        List<Map<String, Object>> rows = Rows.of(files);
        rows.forEach(row -> row.remove("tarn"));
        return rows;
    }
}

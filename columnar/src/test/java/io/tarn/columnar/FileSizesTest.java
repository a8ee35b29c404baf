package io.tarn.columnar;

import static io.tarn.columnar.Events.plain;
import static io.tarn.columnar.Events.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.Column;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSizesTest {
    private static final TableSchema NARROW = schema(
            plain("id", Scalar.STRING),
            plain("kind", Scalar.STRING),
            plain("n", Scalar.BIGINT),
            plain("price", Scalar.DOUBLE),
            plain("tags", new Array(Scalar.STRING)));

    @ParameterizedTest
    @ValueSource(ints = {300_000, 1_000_000})
    void files_come_out_at_their_target(int target) throws Exception {
        MemoryFiles files = new MemoryFiles();
        List<WrittenFile> written =
                Events.write(NARROW, List.of(), new FileSizes(target, target / 2), files, shopEvents(60_000, 1));
        assertNearTarget(written, target);
    }

    @Test
    void files_of_wide_sparse_rows_come_out_at_their_target() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            columns.add(plain("c" + i, i % 3 == 0 ? Scalar.BIGINT : Scalar.STRING));
        }
        SplittableRandom random = new SplittableRandom(2);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder event = new StringBuilder("{");
            int first = random.nextInt(280);
            for (int c = first; c < first + 15; c++) {
                event.append(c == first ? "" : ",").append("\"c").append(c).append("\":");
                event.append(c % 3 == 0 ? "" + random.nextInt(100_000) : "\"v" + random.nextInt(5_000) + "\"");
            }
            events.add(event.append('}').toString());
        }
        MemoryFiles files = new MemoryFiles();
        List<WrittenFile> written = Events.write(
                schema(columns.toArray(Column[]::new)), List.of(), new FileSizes(500_000, 500_000), files, events);
        assertNearTarget(written, 500_000);
    }

    @Test
    void merged_files_come_out_at_their_target() throws Exception {
        MemoryFiles small = new MemoryFiles();
        Events.write(NARROW, List.of(), new FileSizes(150_000, 150_000), small, shopEvents(60_000, 3));
        MemoryFiles merged = new MemoryFiles();
        List<WrittenFile> written =
                ParquetMerge.merge(small.sources(), NARROW, new FileSizes(1_000_000, 500_000), Map.of(), merged);
        assertNearTarget(written, 1_000_000);
    }

    @Test
    void what_fits_one_file_is_one_file() throws Exception {
        MemoryFiles files = new MemoryFiles();
        assertThat(Events.write(NARROW, List.of(), new FileSizes(3_000_000, 3_000_000), files, shopEvents(20_000, 4)))
                .hasSize(1);
        assertThat(files.closed).isEqualTo(1);
    }

    @Test
    void a_target_below_the_footer_still_gives_files() throws Exception {
        MemoryFiles files = new MemoryFiles();
        List<WrittenFile> written =
                Events.write(NARROW, List.of(), new FileSizes(1_000, 1_000), files, shopEvents(2_000, 5));
        assertThat(written.stream().mapToLong(WrittenFile::rows).sum()).isEqualTo(2_000);
        assertThat(written.size()).isBetween(2, 1_000);
    }

    /** 95 % of the bytes lie in files within 20 % of the target, the last one excepted. */
    private static void assertNearTarget(List<WrittenFile> written, long target) {
        List<WrittenFile> full = written.subList(0, written.size() - 1);
        assertThat(full).as("sizes %s", written).hasSizeGreaterThanOrEqualTo(1);
        long all = full.stream().mapToLong(WrittenFile::bytes).sum();
        long near = full.stream()
                .mapToLong(WrittenFile::bytes)
                .filter(b -> b >= target * 0.8 && b <= target * 1.2)
                .sum();
        assertThat(near / (double) all).as("sizes %s", written).isGreaterThanOrEqualTo(0.95);
        assertThat(written.get(written.size() - 1).bytes()).isLessThanOrEqualTo((long) (target * 1.2));
    }

    private static List<String> shopEvents(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add("{\"id\":\"" + Long.toHexString(random.nextLong()) + "\",\"kind\":\"k" + random.nextInt(20)
                    + "\",\"n\":" + i + ",\"price\":" + random.nextInt(10_000) / 100.0 + ",\"tags\":[\"t"
                    + random.nextInt(100) + "\",\"t" + random.nextInt(100) + "\"]}");
        }
        return events;
    }
}

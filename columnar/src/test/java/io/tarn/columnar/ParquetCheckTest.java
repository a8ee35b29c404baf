package io.tarn.columnar;

import static io.tarn.columnar.Events.plain;
import static io.tarn.columnar.Events.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParquetCheckTest {
    private byte[] good;
    private WrittenFile written;

    @BeforeEach
    void writeFile() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add("{\"n\":" + i + ",\"s\":\"text " + i * 7919L % 1_000 + "\",\"l\":[" + i + ",null]}");
        }
        MemoryFiles files = new MemoryFiles();
        written = Events.write(
                        schema(
                                plain("n", Scalar.BIGINT),
                                plain("s", Scalar.STRING),
                                plain("l", new Array(Scalar.BIGINT))),
                        List.of(),
                        new FileSizes(10 << 20, 20_000),
                        files,
                        events)
                .get(0);
        good = files.bytes(0);
    }

    @Test
    void a_good_file_has_its_rows_and_its_checksum() throws Exception {
        assertThat(check(good, true)).isEqualTo(2_000).isEqualTo(written.rows());
        assertThat(check(good, false)).isEqualTo(2_000);
        assertThat(crc(good)).isEqualTo(written.crc32c());
    }

    @Test
    void every_flipped_bit_is_found_by_the_pages_or_by_the_checksum_of_the_file() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int byPages = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            boolean found = isDamaged(bad);
            byPages += found ? 1 : 0;
            assertThat(found || !crc(bad).equals(written.crc32c()))
                    .as("seed %s, byte %s of %s", seed, at, bad.length)
                    .isTrue();
        }
        assertThat(byPages).isGreaterThan(150);
    }

    @Test
    void every_flipped_bit_of_a_page_is_found_without_the_checksum_of_the_file() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long dataEnd = 0;
        try (ParquetFileReader reader = SourceFile.open(MemoryFiles.source("good", good))) {
            List<BlockMetaData> rowGroups = reader.getRowGroups();
            assertThat(rowGroups).hasSizeGreaterThan(1);
            BlockMetaData last = rowGroups.get(rowGroups.size() - 1);
            dataEnd = last.getStartingPos() + last.getCompressedSize();
        }
        int missed = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(4, (int) dataEnd)] ^= (byte) (1 << random.nextInt(8));
            missed += isDamaged(bad) ? 0 : 1;
        }
        // A page's header is not covered by its CRC; most of its fields do not show.
        assertThat(missed).as("seed %s", seed).isLessThan(30);
    }

    @Test
    void truncated_and_foreign_files_are_named() {
        assertThatThrownBy(() -> check(new byte[0], true))
                .isInstanceOf(DamagedFile.class)
                .hasMessage("test.parquet: it has only 0 bytes");
        assertThatThrownBy(() -> check(Arrays.copyOf(good, good.length / 2), true))
                .isInstanceOf(DamagedFile.class)
                .hasMessage("test.parquet: it does not end with PAR1");
        assertThatThrownBy(() -> check(Arrays.copyOfRange(good, 1, good.length), true))
                .isInstanceOf(DamagedFile.class)
                .hasMessage("test.parquet: it does not begin with PAR1");
    }

    @Test
    void a_merge_refuses_a_damaged_page() {
        byte[] bad = good.clone();
        bad[40] ^= 1;
        assertThatThrownBy(() -> ParquetMerge.merge(
                        List.of(MemoryFiles.source("bad.parquet", bad)),
                        schema(
                                plain("n", Scalar.BIGINT),
                                plain("s", Scalar.STRING),
                                plain("l", new Array(Scalar.BIGINT))),
                        Events.LARGE,
                        Map.of(),
                        new MemoryFiles()))
                .isInstanceOf(DamagedFile.class)
                .hasMessageStartingWith("bad.parquet: ");
    }

    @Test
    void a_merge_refuses_columns_that_the_schema_lacks_or_has_otherwise() {
        assertThatThrownBy(() -> ParquetMerge.merge(
                        List.of(MemoryFiles.source("in", good)), schema(), Events.LARGE, Map.of(), new MemoryFiles()))
                .hasMessageStartingWith("in has a column that the schema lacks: [n]");
        assertThatThrownBy(() -> ParquetMerge.merge(
                        List.of(MemoryFiles.source("in", good)),
                        schema(
                                plain("n", Scalar.DOUBLE),
                                plain("s", Scalar.STRING),
                                plain("l", new Array(Scalar.BIGINT))),
                        Events.LARGE,
                        Map.of(),
                        new MemoryFiles()))
                .hasMessageStartingWith("in has a column of another type: [n]");
    }

    private static long check(byte[] bytes, boolean pages) throws IOException {
        return ParquetCheck.check(MemoryFiles.source("test.parquet", bytes), pages);
    }

    private static boolean isDamaged(byte[] bytes) throws IOException {
        try {
            return check(bytes, true) != 2_000;
        } catch (DamagedFile e) {
            return true;
        }
    }

    private static String crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}

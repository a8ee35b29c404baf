package io.tarn.columnar;

import static io.tarn.columnar.Events.plain;
import static io.tarn.columnar.Events.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;

/** Files, row groups and pages end at the same rows whatever their codec makes of them. */
class BoundariesTest {
    private static final TableSchema SCHEMA =
            schema(plain("text", Scalar.STRING), plain("kind", Scalar.STRING), plain("n", Scalar.BIGINT));
    private static final MessageType PARQUET = ParquetSchema.of(SCHEMA);
    private static final FileSizes SIZES = new FileSizes(200_000, 100_000);
    private static final int ROWS = 60_000;

    /** Far more apart than two versions of the codec are. */
    private static final int[] LEVELS = {-20, 1, 3, 12};

    @Test
    void written_files_end_where_they_do_with_any_codec() throws IOException {
        List<String> expected = boundaries(written(3));
        assertThat(expected).hasSizeGreaterThan(20);
        for (int level : LEVELS) {
            assertThat(boundaries(written(level))).as("level %s", level).isEqualTo(expected);
        }
    }

    @Test
    void merged_files_end_where_they_do_with_any_codec_of_input_and_output() throws IOException {
        List<String> expected = boundaries(merged(written(3), 3));
        assertThat(expected).hasSizeGreaterThan(20);
        for (int level : LEVELS) {
            assertThat(boundaries(merged(written(level), -level)))
                    .as("level %s", level)
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_levels_of_this_test_give_other_sizes() throws IOException {
        assertThat(length(written(-20))).isGreaterThan(length(written(12)) * 5 / 4);
    }

    private static long length(MemoryFiles files) {
        return files.files.stream().mapToLong(file -> file.size()).sum();
    }

    private static MemoryFiles written(int level) throws IOException {
        MemoryFiles files = new MemoryFiles();
        try (RowGroups rows =
                new RowGroups(PARQUET, SIZES, Map.of(), files, () -> {}, new ZstdCodec.Compressor(level))) {
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < ROWS; i++) {
                rows.beginRow();
                for (LeafWriter leaf : rows.leaves()) {
                    write(leaf, i, random);
                }
                rows.endRows(1);
            }
            rows.finish();
        }
        return files;
    }

    private static void write(LeafWriter leaf, int row, SplittableRandom random) {
        String[] path = leaf.column().getPath();
        String name = path[path.length - 1];
        boolean isText = leaf.column().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
        if (name.equals("text")) {
            text(leaf, "order " + random.nextInt(1_000) + " of customer " + random.nextInt(100) + " came");
        } else if (isText) {
            text(leaf, name + row / 50 + random.nextInt(30));
        } else {
            leaf.int64(0, random.nextInt(9) == 0 ? random.nextLong() : row);
        }
    }

    private static void text(LeafWriter leaf, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        leaf.binary(0, bytes, 0, bytes.length);
    }

    private static MemoryFiles merged(MemoryFiles inputs, int level) throws IOException {
        MemoryFiles files = new MemoryFiles();
        FileSizes sizes = new FileSizes(300_000, 150_000);
        try (RowGroups out =
                new RowGroups(PARQUET, sizes, Map.of(), files, () -> {}, new ZstdCodec.Compressor(level))) {
            ParquetMerge.merge(inputs.sources(), PARQUET, out);
        }
        return files;
    }

    /** One line for each page. */
    private static List<String> boundaries(MemoryFiles files) throws IOException {
        List<String> pages = new ArrayList<>();
        for (FileSource file : files.sources()) {
            try (ParquetFileReader reader = SourceFile.open(file)) {
                for (BlockMetaData group : reader.getRowGroups()) {
                    for (ColumnChunkMetaData chunk : group.getColumns()) {
                        OffsetIndex index = reader.readOffsetIndex(chunk);
                        for (int i = 0; i < index.getPageCount(); i++) {
                            pages.add(file.name() + " " + group.getOrdinal() + " of " + group.getRowCount() + " rows "
                                    + chunk.getPath() + " from row " + index.getFirstRowIndex(i));
                        }
                    }
                }
            }
        }
        return pages;
    }
}

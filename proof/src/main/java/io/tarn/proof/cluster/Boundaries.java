package io.tarn.proof.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/**
 * A row group of a file, and where its pages begin.
 *
 * @param pages each with its column and its first row in the row group; empty where the file has no page index
 */
record Boundaries(long rows, List<String> pages) {
    /** Of all row groups, as the footer and the page indexes have them. */
    static List<Boundaries> of(Path file) throws IOException {
        List<Boundaries> groups = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            for (BlockMetaData group : reader.getRowGroups()) {
                List<String> pages = new ArrayList<>();
                for (ColumnChunkMetaData column : group.getColumns()) {
                    @Nullable OffsetIndex index = reader.readOffsetIndex(column);
                    for (int i = 0; index != null && i < index.getPageCount(); i++) {
                        pages.add(column.getPath().toDotString() + '@' + index.getFirstRowIndex(i));
                    }
                }
                groups.add(new Boundaries(group.getRowCount(), List.copyOf(pages)));
            }
        }
        return List.copyOf(groups);
    }

    /** Only the rows and how many pages; all of them would be a page of text. */
    @Override
    public String toString() {
        return rows + " rows in " + pages.size() + " pages (" + Integer.toHexString(pages.hashCode()) + ')';
    }
}

package io.tarn.columnar;

import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/** Parquet to Parquet, column by column; no record is assembled. Rows stay in the order of the inputs. */
public final class ParquetMerge {
    private ParquetMerge() {}

    /**
     * Merges files that {@link EventsToParquet} or this wrote under {@code schema} or an older version of it. Columns
     * that an input lacks are null.
     *
     * @param footer key-value metadata of every file; that of the inputs is not taken over
     * @param files opens the sink of a file, by index from 0
     * @throws DamagedFile if a page of an input does not match its CRC
     * @throws IllegalArgumentException if an input has a column that the schema lacks, or of another type
     */
    public static List<WrittenFile> merge(
            List<FileSource> inputs,
            TableSchema schema,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files)
            throws IOException {
        MessageType target = ParquetSchema.of(schema);
        try (RowGroups out = new RowGroups(target, sizes, footer, files, () -> {})) {
            return merge(inputs, target, out);
        }
    }

    static List<WrittenFile> merge(List<FileSource> inputs, MessageType target, RowGroups out) throws IOException {
        for (FileSource input : inputs) {
            append(input, target, out);
        }
        return out.finish();
    }

    private static void append(FileSource input, MessageType target, RowGroups out) throws IOException {
        try (ParquetFileReader reader = SourceFile.open(input)) {
            ColumnMatch match =
                    ColumnMatch.of(input.name(), reader.getFileMetaData().getSchema(), target);
            for (int i = 0; i < reader.getRowGroups().size(); i++) {
                append(SourceFile.reading(input, reader::readNextRowGroup), match, out);
            }
        } catch (ParquetRuntimeException e) {
            throw new DamagedFile(input.name(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void append(PageReadStore pages, ColumnMatch match, RowGroups out) throws IOException {
        List<ColumnCopy> columns = match.copies(pages, out);
        long left = pages.getRowCount();
        while (left > 0) {
            long part = Math.min(left, out.step());
            out.beginRow();
            for (ColumnCopy column : columns) {
                column.copy(part);
            }
            out.endRows(part);
            left -= part;
        }
    }
}

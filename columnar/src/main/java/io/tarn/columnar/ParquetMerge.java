package io.tarn.columnar;

import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Parquet to Parquet, column by column; no record is assembled. Rows stay in the order of the inputs. */
public final class ParquetMerge {
    private ParquetMerge() {}

    /** @param inputs files that {@link EventsToParquet} or this wrote under {@code schema} or an older version of it */
    public static List<WrittenFile> merge(
            List<FileSource> inputs,
            TableSchema schema,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}

package io.tarn.columnar;

import io.tarn.core.json.JsonTape;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** JSON to Parquet; rolls to the next file when the target size is reached. Not thread-safe. */
public final class EventsToParquet implements AutoCloseable {
    /**
     * @param hide JSON pointers of fields that are written nowhere
     * @param footer key-value metadata of every file
     * @param files opens the sink of a file, by index from 0
     */
    public EventsToParquet(
            TableSchema schema,
            List<String> hide,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files) {}

    /** Adds a row; the tape is not kept. */
    public void add(JsonTape event, RowMeta meta) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes what is buffered; no rows, no file. */
    public List<WrittenFile> finish() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Without {@link #finish} before it, abandons the open file. */
    @Override
    public void close() throws IOException {}
}

package io.tarn.columnar;

import io.tarn.core.json.JsonTape;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * JSON to Parquet; rolls to the next file when the target size is reached. Not thread-safe.
 *
 * <p>Where a value goes is said in {@link TableSchema}. The same events with the same schema and sizes give the same
 * files, row groups and pages, and the same bytes with the same version of zstd, which the footer names under
 * {@code tarn.codec}. After a failure only {@link #close} is allowed.
 */
public final class EventsToParquet implements AutoCloseable {
    private final RowGroups rowGroups;
    private final Shredder shredder;
    private final LeafWriter eventId;
    private final LeafWriter receivedAt;
    private final LeafWriter segment;
    private final LeafWriter seq;
    private final LeafWriter hash;
    private String lastSegment = "";
    private byte[] lastSegmentBytes = {};

    /**
     * @param hide JSON pointers of fields that are written nowhere; arrays on the way are passed through
     * @param footer key-value metadata of every file
     * @param files opens the sink of a file, by index from 0, when its first row group is full
     */
    public EventsToParquet(
            TableSchema schema,
            List<String> hide,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files) {
        rowGroups = new RowGroups(ParquetSchema.of(schema), sizes, footer, files, this::complete);
        shredder = new Shredder(schema, Hidden.of(hide), rowGroups);
        eventId = rowGroups.leaf(TableSchema.TARN, "event_id");
        receivedAt = rowGroups.leaf(TableSchema.TARN, "received_at");
        segment = rowGroups.leaf(TableSchema.TARN, "segment");
        seq = rowGroups.leaf(TableSchema.TARN, "seq");
        hash = rowGroups.leaf(TableSchema.TARN, "hash");
    }

    /** Adds a row; the tape is not kept. */
    public void add(JsonTape event, RowMeta meta) throws IOException {
        rowGroups.beginRow();
        shredder.row(event);
        if (!meta.segment().equals(lastSegment)) {
            lastSegment = meta.segment();
            lastSegmentBytes = lastSegment.getBytes(StandardCharsets.UTF_8);
        }
        byte[] id = meta.eventId().getBytes(StandardCharsets.UTF_8);
        eventId.binary(0, id, 0, id.length);
        receivedAt.int64(
                0,
                meta.receivedAt().getEpochSecond() * 1_000_000
                        + meta.receivedAt().getNano() / 1_000);
        segment.binary(0, lastSegmentBytes, 0, lastSegmentBytes.length);
        seq.int64(0, meta.seq());
        hash.int64(0, meta.hash());
        rowGroups.endRows(1);
    }

    /** Writes what is buffered; no rows, no file. */
    public List<WrittenFile> finish() throws IOException {
        return rowGroups.finish();
    }

    /** Without {@link #finish} before it, abandons the open file. */
    @Override
    public void close() throws IOException {
        rowGroups.close();
    }

    private void complete() {
        shredder.complete();
    }
}

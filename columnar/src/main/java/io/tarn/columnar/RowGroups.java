package io.tarn.columnar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The files that a stream of rows becomes: collects a row group in memory, writes it, rolls to the next file. Not
 * thread-safe.
 *
 * <p>The caller writes each row to all {@link #leaf leaves}, and may leave nulls out until {@link #endRows} has said
 * that a row group ends.
 */
final class RowGroups implements AutoCloseable {
    static final int COLUMN_INDEX_TRUNCATE = 64;
    private static final int MIN_PAGE = 8 << 10;
    private static final int MAX_PAGE = 1 << 20;
    private static final int MIN_DICTIONARY = 128 << 10;
    private static final long DICTIONARIES = 256 << 20;

    /** Brings all leaves to the same row, before a row group ends. */
    interface Completion {
        void complete();
    }

    private final MessageType schema;
    private final FileSizes sizes;
    private final Map<String, String> footer;
    private final IntFunction<FileSink> files;
    private final Completion completion;
    private final FilePacer pacer;
    private final Gauge gauge = new Gauge();
    private final ZstdCodec.Compressor compressor;
    private final List<LeafWriter> leaves = new ArrayList<>();
    private final Map<ColumnDescriptor, LeafWriter> byColumn = new HashMap<>();
    private final List<WrittenFile> written = new ArrayList<>();

    private @Nullable ColumnChunkPageWriteStore chunks;
    private Meter meter = new Meter();
    private long rowsInGroup;
    private @Nullable OpenFile open;

    private static final class OpenFile {
        final SinkFile sink;
        final ParquetFileWriter writer;
        long rows;

        OpenFile(SinkFile sink, MessageType schema, FileSizes sizes) throws IOException {
            this.sink = sink;
            writer = new ParquetFileWriter(
                    sink,
                    schema,
                    ParquetFileWriter.Mode.CREATE,
                    sizes.rowGroup(),
                    0,
                    COLUMN_INDEX_TRUNCATE,
                    ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                    true);
            writer.start();
        }
    }

    RowGroups(
            MessageType schema,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files,
            Completion completion) {
        this(schema, sizes, footer, files, completion, new ZstdCodec.Compressor());
    }

    /** @param compressor released by {@link #close} */
    RowGroups(
            MessageType schema,
            FileSizes sizes,
            Map<String, String> footer,
            IntFunction<FileSink> files,
            Completion completion,
            ZstdCodec.Compressor compressor) {
        this.schema = schema;
        this.compressor = compressor;
        this.sizes = sizes;
        this.footer = new HashMap<>(footer);
        this.footer.put("tarn.codec", ZstdCodec.VERSION);
        this.files = files;
        this.completion = completion;
        int pageSize = pageSize(sizes);
        ParquetProperties properties = ParquetProperties.builder()
                .withPageSize(pageSize)
                .withDictionaryPageSize(
                        dictionarySize(pageSize, schema.getColumns().size()))
                .withAllocator(HeapByteBufferAllocator.getInstance())
                .withColumnIndexTruncateLength(COLUMN_INDEX_TRUNCATE)
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .build();
        GrowingBytes page = new GrowingBytes(pageSize);
        for (ColumnDescriptor column : schema.getColumns()) {
            LeafWriter leaf = new LeafWriter(column, properties, page, gauge);
            leaves.add(leaf);
            byColumn.put(column, leaf);
        }
        pacer = new FilePacer(sizes, leaves.size(), FooterSizes.schema(schema));
    }

    /** Small enough to measure how the data compresses before a file is full. */
    private static int pageSize(FileSizes sizes) {
        return (int) Math.max(MIN_PAGE, Math.min(MAX_PAGE, sizes.targetFile() / 64));
    }

    /** Dictionaries stay in memory until the row group ends. */
    private static int dictionarySize(int pageSize, int columns) {
        return (int) Math.max(Math.min(pageSize, MIN_DICTIONARY), Math.min(pageSize, DICTIONARIES / columns));
    }

    /** The writer of a leaf column, to be used between rows of any row group. */
    LeafWriter leaf(String... path) {
        LeafWriter leaf = byColumn.get(schema.getColumnDescription(path));
        if (leaf == null) {
            throw new IllegalArgumentException("no column " + String.join(".", path));
        }
        return leaf;
    }

    /** In the order of the schema. */
    List<LeafWriter> leaves() {
        return leaves;
    }

    /** To be called before the first value of a row. */
    void beginRow() {
        if (chunks == null) {
            chunks = ColumnChunkPageWriteStore.builder()
                    .withCompressorProvider(column -> compressor)
                    .withSchema(schema)
                    .withAllocator(HeapByteBufferAllocator.getInstance())
                    .withColumnIndexTruncateLength(COLUMN_INDEX_TRUNCATE)
                    .withPageWriteChecksumEnabled(true)
                    .build();
            meter = new Meter();
            for (LeafWriter leaf : leaves) {
                leaf.begin(chunks.getPageWriter(leaf.column()), meter);
            }
        }
    }

    /** To be called behind so many rows; ends the row group, and the file, if they are full. */
    void endRows(long count) throws IOException {
        rowsInGroup += count;
        if (!gauge.isOn() && pacer.worthMeasuring(meter)) {
            gauge.turnOn();
        }
        if (pacer.rowGroupIsFull(meter)) {
            endRowGroup();
            if (pacer.fileIsFull()) {
                endFile();
            }
        }
    }

    /** How many rows may be added before {@link #endRows} is called. */
    long step() {
        return pacer.step(meter, rowsInGroup);
    }

    /** Writes what is left. */
    List<WrittenFile> finish() throws IOException {
        if (rowsInGroup > 0) {
            endRowGroup();
        }
        if (open != null) {
            endFile();
        }
        return List.copyOf(written);
    }

    @Override
    public void close() throws IOException {
        compressor.release();
        if (chunks != null) {
            chunks.close();
            chunks = null;
        }
        if (open != null) {
            SinkFile abandoned = open.sink;
            open = null;
            abandoned.closeSink();
        }
    }

    private void endRowGroup() throws IOException {
        if (chunks == null) {
            throw new IllegalStateException("no row was begun");
        }
        long estimate = pacer.estimate(meter);
        completion.complete();
        leaves.forEach(LeafWriter::end);
        OpenFile file = open == null ? openFile() : open;
        file.writer.startBlock(rowsInGroup);
        chunks.flushToFileWriter(file.writer);
        file.writer.endBlock();
        chunks.close();
        chunks = null;
        file.rows += rowsInGroup;
        rowsInGroup = 0;
        pacer.rowGroupWritten(estimate, meter);
    }

    private OpenFile openFile() throws IOException {
        SinkFile sink = new SinkFile(files.apply(written.size()));
        open = new OpenFile(sink, schema, sizes);
        return open;
    }

    private void endFile() throws IOException {
        OpenFile file = open;
        if (file == null) {
            return;
        }
        file.writer.end(footer);
        file.sink.flush();
        open = null;
        file.sink.closeSink();
        written.add(new WrittenFile(written.size(), file.rows, file.sink.getPos(), file.sink.crc32c()));
        pacer.fileWritten();
    }
}

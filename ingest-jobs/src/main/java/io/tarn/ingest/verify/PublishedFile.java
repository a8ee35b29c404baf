package io.tarn.ingest.verify;

import io.tarn.schema.ColumnType;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The rows of one published Parquet file, by parquet-java's record assembly. Holds one row group. Not thread-safe. */
final class PublishedFile implements AutoCloseable {
    private static final int ALL = -1;

    private final ParquetFileReader reader;
    private final MessageType columns;
    private final MessageColumnIO columnIo;
    private final ColumnType.Struct schema;
    private @Nullable RecordReader<StoredRow> group;
    private long left;
    private int only = ALL;
    private boolean done;

    private PublishedFile(ParquetFileReader reader, MessageType columns, ColumnType.Struct schema) {
        this.reader = reader;
        this.columns = columns;
        this.columnIo = new ColumnIOFactory().getColumnIO(columns);
        this.schema = schema;
    }

    /**
     * @param schema root of the schema that the file was written with
     * @throws WrongType where the file's columns are others
     */
    static PublishedFile open(InputFile file, ColumnType.Struct schema) throws IOException {
        ParquetFileReader reader = reader(file);
        try {
            return new PublishedFile(reader, reader.getFileMetaData().getSchema(), schema);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** A reader that checks every page's checksum and needs no Hadoop. */
    static ParquetFileReader reader(InputFile file) throws IOException {
        return ParquetFileReader.open(
                file,
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new PageCodecs())
                        .usePageChecksumVerification(true)
                        .build());
    }

    /** Only the provenance of the rows. */
    static PublishedFile openProvenance(InputFile file) throws IOException {
        ParquetFileReader reader = reader(file);
        MessageType all = reader.getFileMetaData().getSchema();
        MessageType provenance = new MessageType(all.getName(), all.getType(TableSchema.TARN));
        reader.setRequestedSchema(provenance);
        return new PublishedFile(reader, provenance, new ColumnType.Struct(List.of()));
    }

    /** Restricts {@link #next} to one row group. */
    void select(int rowGroup) {
        only = rowGroup;
    }

    /** The next row in the file's order, or null behind the last. */
    @Nullable
    StoredRow next() throws IOException {
        while (left == 0 || group == null) {
            PageReadStore pages = only == ALL ? reader.readNextRowGroup() : readOnly();
            if (pages == null) {
                return null;
            }
            left = pages.getRowCount();
            group = columnIo.getRecordReader(pages, new Materializer(columns, schema));
        }
        left--;
        return group.read();
    }

    private @Nullable PageReadStore readOnly() throws IOException {
        if (done) {
            return null;
        }
        done = true;
        return reader.readRowGroup(only);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Materializer extends RecordMaterializer<StoredRow> {
        private final RowConverters.Root root;

        Materializer(MessageType columns, ColumnType.Struct schema) {
            this.root = new RowConverters.Root(columns, schema);
        }

        @Override
        public StoredRow getCurrentRecord() {
            return root.row();
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}

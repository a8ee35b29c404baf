package io.tarn.columnar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * Whether a file is whole.
 *
 * <p>A page's CRC covers its bytes but not its header, and nothing covers the indexes and the footer: whoever must find
 * every flipped bit compares the CRC of the whole file too, which {@link WrittenFile} has.
 */
public final class ParquetCheck {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetCheck() {}

    /**
     * @param pages also reads every page and compares it with its CRC
     * @return how many rows there are
     * @throws DamagedFile naming what is wrong
     */
    public static long check(FileSource file, boolean pages) throws IOException {
        magic(file);
        try (ParquetFileReader reader = SourceFile.open(file)) {
            long rows = 0;
            for (BlockMetaData rowGroup : reader.getRowGroups()) {
                rows += rowGroup.getRowCount();
                for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
                    chunk(file, rowGroup, chunk, pages);
                }
            }
            if (rows != reader.getRecordCount()) {
                throw new DamagedFile(
                        file.name(),
                        "its footer says " + reader.getRecordCount() + " rows, its row groups have " + rows);
            }
            return rows;
        }
    }

    /** The key-value metadata of the footer. */
    public static SortedMap<String, String> metadata(FileSource file) throws IOException {
        magic(file);
        try (ParquetFileReader reader = SourceFile.open(file)) {
            Map<String, String> metadata = reader.getFileMetaData().getKeyValueMetaData();
            return new TreeMap<>(metadata);
        }
    }

    private static void magic(FileSource file) throws IOException {
        long size = file.size();
        if (size < 12) {
            throw new DamagedFile(file.name(), "it has only " + size + " bytes");
        }
        if (!Arrays.equals(file.read(0, 4), MAGIC)) {
            throw new DamagedFile(file.name(), "it does not begin with PAR1");
        }
        if (!Arrays.equals(file.read(size - 4, 4), MAGIC)) {
            throw new DamagedFile(file.name(), "it does not end with PAR1");
        }
    }

    private static void chunk(FileSource file, BlockMetaData rowGroup, ColumnChunkMetaData chunk, boolean pages)
            throws IOException {
        long start = chunk.getStartingPos();
        long length = chunk.getTotalSize();
        if (start < MAGIC.length || length < 0 || start + length > file.size() - 8) {
            throw new DamagedFile(file.name(), "column " + chunk.getPath() + " is said to lie outside of the file");
        }
        if (chunk.getValueCount() < rowGroup.getRowCount()) {
            throw new DamagedFile(file.name(), "column " + chunk.getPath() + " has fewer values than rows");
        }
        if (pages) {
            pages(file, chunk, file.read(start, Math.toIntExact(length)));
        }
    }

    private static void pages(FileSource file, ColumnChunkMetaData chunk, byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        CRC32 crc = new CRC32();
        long values = 0;
        while (in.available() > 0) {
            int at = bytes.length - in.available();
            PageHeader header = header(file, chunk, in, at);
            int from = bytes.length - in.available();
            int length = header.getCompressed_page_size();
            if (length < 0 || length > bytes.length - from || !header.isSetCrc()) {
                throw damaged(file, chunk, at, "has a wrong header");
            }
            crc.reset();
            crc.update(bytes, from, length);
            if ((int) crc.getValue() != header.getCrc()) {
                throw damaged(file, chunk, at, "does not match its CRC");
            }
            if (header.getType() == PageType.DATA_PAGE && header.isSetData_page_header()) {
                values += header.getData_page_header().getNum_values();
            }
            in.skipNBytes(length);
        }
        if (values != chunk.getValueCount()) {
            throw new DamagedFile(
                    file.name(),
                    "column " + chunk.getPath() + " has " + values + " values, its footer says "
                            + chunk.getValueCount());
        }
    }

    private static PageHeader header(FileSource file, ColumnChunkMetaData chunk, ByteArrayInputStream in, int at)
            throws DamagedFile {
        try {
            return Util.readPageHeader(in);
        } catch (IOException | RuntimeException e) {
            throw new DamagedFile(
                    file.name(),
                    "a page of column " + chunk.getPath() + " at byte " + (chunk.getStartingPos() + at)
                            + " has no header",
                    e);
        }
    }

    private static DamagedFile damaged(FileSource file, ColumnChunkMetaData chunk, int at, String what) {
        return new DamagedFile(
                file.name(),
                "the page of column " + chunk.getPath() + " at byte " + (chunk.getStartingPos() + at) + " " + what);
    }
}

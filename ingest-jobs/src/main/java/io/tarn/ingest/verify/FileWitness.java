package io.tarn.ingest.verify;

import io.tarn.columnar.ParquetCheck;
import io.tarn.core.head.FileEntry;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/** What a Parquet file says of itself, and whether it is the one that was published. */
public final class FileWitness {
    private FileWitness() {}

    /**
     * What an intact file holds.
     *
     * @param crc32c of all its bytes
     * @param schema version that its footer names; 0 where it names none
     * @param origins rows by where they came from, as the reader was told to tell
     */
    public record Content(long size, String crc32c, long rows, int schema, SortedMap<Long, Long> origins) {}

    /** Tells where the row of a frame came from, as a number. */
    @FunctionalInterface
    public interface Origin {
        long of(String segment, long seq);
    }

    /** What is wrong with a file that a head names, or empty where every byte is as it was published. */
    public static Optional<String> damage(ObjectReader store, FileEntry file) {
        return damage(store, file.key(), file.size(), file.crc32c());
    }

    /** As {@link #damage(ObjectReader, FileEntry)}, of an object that a log record names. */
    public static Optional<String> damage(ObjectReader store, DerivedObject object) {
        return damage(store, object.key(), object.size(), object.crc32c());
    }

    private static Optional<String> damage(ObjectReader store, String key, long size, String crc32c) {
        Optional<ObjectStat> stat = store.stat(key);
        if (stat.isEmpty()) {
            return Optional.of("there is no such object");
        }
        if (stat.get().size() != size) {
            return Optional.of("it has " + stat.get().size() + " bytes instead of " + size);
        }
        try {
            String crc = Checksums.of(store, key).crc32c();
            return crc.equals(crc32c)
                    ? Optional.empty()
                    : Optional.of("its CRC32C is " + crc + " instead of " + crc32c);
        } catch (IOException unreadable) {
            return Optional.of(FileCheck.firstLine(unreadable));
        }
    }

    /** Whether a file has exactly these columns. */
    public static boolean hasColumns(ObjectReader store, FileEntry file, MessageType columns) {
        try (ParquetFileReader reader = PublishedFile.reader(new StoreInputFile(store, file.key(), file.size()))) {
            return reader.getFileMetaData().getSchema().getFields().equals(columns.getFields());
        } catch (IOException | RuntimeException unreadable) { // parquet-java throws whatever damaged bytes lead it to
            return false;
        }
    }

    /** The CRC32C of a local file, in hex. */
    public static String crc32c(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /**
     * Reads a file of which only its key is known, every page against its checksum.
     *
     * @throws IOException where it is not whole
     */
    public static Content read(ObjectReader store, String key, Origin origin) throws IOException {
        Checksums sums = Checksums.of(store, key);
        SortedMap<Long, Long> origins = new TreeMap<>();
        try {
            long rows = ParquetCheck.check(FileCheck.source(store, key, sums.size()), true);
            try (PublishedFile file = PublishedFile.openProvenance(new StoreInputFile(store, key, sums.size()))) {
                for (StoredRow row = file.next(); row != null; row = file.next()) {
                    origins.merge(origin.of(String.valueOf(row.segment()), row.seq()), 1L, Long::sum);
                }
            }
            String schema = ParquetCheck.metadata(FileCheck.source(store, key, sums.size()))
                    .getOrDefault("tarn.schema", "0");
            return new Content(sums.size(), sums.crc32c(), rows, Integer.parseInt(schema), origins);
        } catch (RuntimeException damaged) { // parquet-java throws whatever damaged bytes lead it to
            throw new IOException(FileCheck.firstLine(damaged), damaged);
        }
    }
}

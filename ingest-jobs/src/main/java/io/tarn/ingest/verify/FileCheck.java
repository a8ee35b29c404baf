package io.tarn.ingest.verify;

import io.tarn.columnar.DamagedFile;
import io.tarn.columnar.FileSource;
import io.tarn.columnar.ParquetCheck;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.verify.CollectionState.DayFile;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Holds the files that heads name against what the heads say of them. Thread-safe. */
final class FileCheck {
    private static final String RESTORE = "Run 'tarn compact --repair': its rows are built again from the archive";

    private final ObjectReader lake;
    private final ObjectReader state;
    private final Findings findings;
    private final Map<String, Long> rows = new ConcurrentHashMap<>();

    FileCheck(ObjectReader lake, ObjectReader state, Findings findings) {
        this.lake = lake;
        this.state = state;
        this.findings = findings;
    }

    /** Rows of each file that could be read, by key, as their footers say. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Checks size and footer, and with {@code bytes} the checksum of the whole file and of its pages. */
    void check(DayFile file, VerifyMode mode) {
        FileEntry entry = file.file();
        ObjectReader store = entry.root() == Root.LAKE ? lake : state;
        Optional<ObjectStat> stat = store.stat(entry.key());
        if (stat.isEmpty()) {
            problem("missing_file", file, "the head names it, but there is no such object");
            return;
        }
        if (stat.get().size() != entry.size()) {
            problem("wrong_size", file, "it has " + stat.get().size() + " bytes; the head says " + entry.size());
        }
        try {
            footer(file, store, stat.get().size());
            if (mode != VerifyMode.QUICK) {
                bytes(file, store, stat.get().size());
            }
        } catch (IOException | TarnException damaged) {
            problem("damaged_file", file, firstLine(damaged));
        }
    }

    private void footer(DayFile file, ObjectReader store, long size) throws IOException {
        try (ParquetFileReader reader =
                PublishedFile.reader(new StoreInputFile(store, file.file().key(), size))) {
            long count = reader.getRecordCount();
            rows.put(file.file().key(), count);
            if (count != file.file().rows()) {
                problem(
                        "wrong_rows",
                        file,
                        "its footer counts " + count + " rows; the head says "
                                + file.file().rows());
            }
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException noParquet) {
            // parquet-java throws whatever the damaged bytes lead it to.
            throw new DamagedFile(file.file().key(), "its footer cannot be read: " + firstLine(noParquet), noParquet);
        }
    }

    private void bytes(DayFile file, ObjectReader store, long size) throws IOException {
        String crc = Checksums.of(store, file.file().key()).crc32c();
        if (!crc.equals(file.file().crc32c())) {
            problem(
                    "wrong_bytes",
                    file,
                    "its CRC32C is " + crc + "; the head says " + file.file().crc32c());
        }
        ParquetCheck.check(source(store, file.file().key(), size), true);
    }

    static FileSource source(ObjectReader store, String key, long size) {
        return new FileSource() {
            @Override
            public String name() {
                return key;
            }

            @Override
            public long size() {
                return size;
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                byte[] bytes = store.readRange(key, offset, length);
                if (bytes.length != length) {
                    throw new EOFException("'" + key + "' ends at byte " + (offset + bytes.length));
                }
                return bytes;
            }
        };
    }

    private void problem(String kind, DayFile file, String what) {
        findings.problem(kind, file.day().toString(), file.file().key(), what, RESTORE);
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

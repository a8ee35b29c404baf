package io.tarn.ingest.publish;

import io.tarn.columnar.FileSource;
import io.tarn.columnar.ParquetCheck;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A Parquet file in a store, read by ranges. */
record StoredFile(ObjectReader store, String key, long bytes) implements FileSource {
    private static final int CHUNK = 1 << 20;

    /** The rows that the footer of an object says. */
    static long rows(ObjectReader store, String key, long size) {
        return checked(new StoredFile(store, key, size), false);
    }

    /** As {@link #rows}, after every page was compared with its checksum. */
    static long rowsOfEveryPage(ObjectReader store, String key, long size) {
        return checked(new StoredFile(store, key, size), true);
    }

    private static long checked(StoredFile file, boolean pages) {
        try {
            return ParquetCheck.check(file, pages);
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "File '" + file.key + "' is not what was written",
                    String.valueOf(e.getMessage()),
                    "Move the object away and run the same command again",
                    e);
        }
    }

    /** The checksum of an object's bytes, in hex. */
    static String crc32c(ObjectReader store, String key) {
        CRC32C crc = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = store.open(key)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                crc.update(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "File '" + key + "' cannot be read back",
                    String.valueOf(e.getMessage()),
                    "Run the same command again",
                    e);
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    @Override
    public String name() {
        return key;
    }

    @Override
    public long size() {
        return bytes;
    }

    @Override
    public byte[] read(long offset, int length) {
        return store.readRange(key, offset, length);
    }
}

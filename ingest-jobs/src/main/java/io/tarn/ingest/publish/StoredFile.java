package io.tarn.ingest.publish;

import io.tarn.columnar.FileSource;
import io.tarn.columnar.ParquetCheck;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A Parquet file in a store, read by ranges: never less than a piece at a time, because each is a request. Not
 * thread-safe.
 */
final class StoredFile implements FileSource {
    private static final int CHUNK = 1 << 20;
    /** Holds the footer of all but the widest files. */
    private static final int FOOTER = 64 << 10;

    private final ObjectReader store;
    private final String key;
    private final long bytes;
    private final int least;
    private byte[] piece = {};
    private long at;

    private StoredFile(ObjectReader store, String key, long bytes, int least) {
        this.store = store;
        this.key = key;
        this.bytes = bytes;
        this.least = least;
    }

    /** The rows that the footer of an object says. */
    static long rows(ObjectReader store, String key, long size) {
        return checked(new StoredFile(store, key, size, FOOTER), false);
    }

    /** As {@link #rows}, after every page was compared with its checksum. */
    static long rowsOfEveryPage(ObjectReader store, String key, long size) {
        return checked(new StoredFile(store, key, size, CHUNK), true);
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
        if (offset < at || offset + length > at + piece.length) {
            // Near its end the file is read to it, because what is asked next lies before.
            at = Math.max(0, Math.min(offset, bytes - least));
            piece = store.readRange(key, at, (int) Math.min(bytes - at, Math.max(least, offset - at + length)));
        }
        int from = (int) Math.min(offset - at, piece.length);
        return Arrays.copyOfRange(piece, from, Math.min(piece.length, from + length));
    }
}

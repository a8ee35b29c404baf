package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The format of ids objects: eight bytes of header, then per id 128 bits of it and 64 bits of its payload's content,
 * sorted by id, big-endian. Hashes do not compress, and entries of one size can be searched.
 */
final class IdObjects {
    static final int HEADER = 8;
    static final int ENTRY = 24;

    /** "TARNIDS" and the version. */
    private static final long MAGIC = 0x5441524E_49445301L;

    private IdObjects() {}

    static void writeHeader(GrowingBytes out) {
        out.putLong(MAGIC);
    }

    static void readHeader(DataInputStream in, DerivedObject object) {
        try {
            if (object.size() != HEADER + object.count() * ENTRY || in.readLong() != MAGIC) {
                throw foreign(object.key());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + object.key() + "'", e);
        }
    }

    /** The received day in an object's key. */
    static LocalDate dayOf(CollectionName collection, String key) {
        String[] parts = key.split("/", -1);
        try {
            LocalDate day = LocalDate.parse(parts.length == 4 ? parts[2] : "");
            if (key.equals(Keys.ids(collection, day, parts[3]))) {
                return day;
            }
        } catch (DateTimeException e) {
            throw foreign(key);
        }
        throw foreign(key);
    }

    private static TarnException foreign(String key) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "Object '" + key + "' cannot be read",
                "it is no ids object of this version of Tarn",
                "Restore it from a copy");
    }
}

package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectReader;
import io.tarn.landing.AvroCursor.Malformed;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a quarantine object as a stream. How many frames it must hold is known to the log record that names it: the
 * caller compares. Not thread-safe.
 */
public final class QuarantineReader implements AutoCloseable {
    private final String key;
    private final AvroFileReader file;
    private AvroCursor cursor = new AvroCursor(new byte[0], 0, 0);
    private long left;

    private QuarantineReader(ObjectReader state, String key) {
        this.key = key;
        this.file = new AvroFileReader(state.open(key), AvroFileWriter.syncOf(key));
    }

    /**
     * Opens a quarantine object.
     *
     * @throws TarnException with exit code 5 where it is damaged or not the object that the key says
     */
    public static QuarantineReader open(ObjectReader state, String key) throws IOException {
        QuarantineReader reader = new QuarantineReader(state, key);
        Map<String, String> metadata = reader.file.readHeader();
        if (metadata == null || !key.equals(metadata.get(SegmentFormat.KEY)) || !reader.file.headerMarkerIsOurs()) {
            reader.close();
            throw damaged(key, "its header is not the one that was written under this key");
        }
        return reader;
    }

    /**
     * The next frame, or null at the end.
     *
     * @throws TarnException with exit code 5 where the object is damaged
     */
    public @Nullable QuarantinedFrame next() throws IOException {
        while (left == 0) {
            switch (file.next()) {
                case BLOCK -> {
                    cursor = new AvroCursor(file.block(), 0, file.blockLength());
                    left = file.records();
                }
                case DAMAGE -> throw damaged(key, file.problem());
                case END -> {
                    return null;
                }
            }
        }
        left--;
        try {
            return decode();
        } catch (Malformed malformed) {
            throw damaged(key, String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private QuarantinedFrame decode() throws Malformed {
        return new QuarantinedFrame(
                cursor.readString(),
                SegmentFormat.instant(cursor.readLong()),
                cursor.readString(),
                Reason.ofWireName(cursor.readString()),
                cursor.readString(),
                cursor.readString(),
                cursor.readString(),
                cursor.readLong(),
                cursor.readBytes(),
                cursor.readMap());
    }

    private static TarnException damaged(String key, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "Quarantine object '" + key + "' cannot be read",
                why,
                "Its frames are still in the archive: restore the object from a copy");
    }
}

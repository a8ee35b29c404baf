package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One sorted stream of ids, known ones of the look-back or new ones of this hydrate, at its current entry. Known ones
 * come before new ones of the same id. Checks the object's checksum when it has read it to its end. Not thread-safe.
 */
final class IdCursor implements Comparable<IdCursor> {
    private static final int BUFFER = 64 << 10;

    private final String key;
    private final String recorded;
    private final Checksum checksum = new Checksum();
    private final DataInputStream in;
    private final boolean known;
    private final boolean rewritten;
    private final int knownDay;
    private final int rank;
    private long left;
    private @Nullable IdEntry current;

    private IdCursor(
            ObjectReader state,
            String key,
            long size,
            long count,
            String crc32c,
            boolean known,
            boolean rewritten,
            int day,
            int rank) {
        this.key = key;
        this.recorded = crc32c;
        this.in = new DataInputStream(
                new BufferedInputStream(new Summed(new RangeInput(state, key, 0, size), checksum), BUFFER));
        this.left = count;
        this.known = known;
        this.rewritten = rewritten;
        this.knownDay = day;
        this.rank = rank;
    }

    /** The ids of a run of this hydrate; {@code rank} makes the order of equal cursors the same everywhere. */
    static IdCursor of(ObjectReader state, IdRun run, int rank) {
        IdCursor cursor = new IdCursor(
                state, run.key(), run.count() * IdEntry.SIZE, run.count(), run.crc32c(), false, false, 0, rank);
        cursor.advance();
        return cursor;
    }

    /**
     * The ids of a look-back object.
     *
     * @param rewritten whether its entries are to be written again
     */
    static IdCursor of(ObjectReader state, CollectionName collection, DerivedObject ids, boolean rewritten, int rank) {
        int day = (int) IdObjects.dayOf(collection, ids.key()).toEpochDay();
        IdCursor cursor =
                new IdCursor(state, ids.key(), ids.size(), ids.count(), ids.crc32c(), true, rewritten, day, rank);
        IdObjects.readHeader(cursor.in, ids);
        cursor.advance();
        return cursor;
    }

    boolean known() {
        return known;
    }

    boolean rewritten() {
        return rewritten;
    }

    /** Received day of the current entry. */
    int receivedDay() {
        return known ? knownDay : entry().receivedDay();
    }

    boolean atEnd() {
        return current == null;
    }

    /** The current entry; of a known one only id and content mean something. */
    IdEntry entry() {
        IdEntry entry = current;
        if (entry == null) {
            throw new IllegalStateException("'" + key + "' is at its end");
        }
        return entry;
    }

    void advance() {
        try {
            if (left == 0) {
                current = null;
                checksum.expect(recorded, key);
                return;
            }
            left--;
            current = known
                    ? new IdEntry(in.readLong(), in.readLong(), in.readLong(), 0, 0, 0, 0)
                    : new IdEntry(
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readInt(),
                            in.readLong(),
                            in.readInt());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + key + "'", e);
        }
    }

    @Override
    public int compareTo(IdCursor other) {
        IdEntry a = entry();
        IdEntry b = other.entry();
        int c = IdEntry.compareIds(a.high(), a.low(), b.high(), b.low());
        if (c == 0) {
            c = Boolean.compare(other.known, known);
        }
        if (c == 0) {
            c = a.compareTo(b);
        }
        return c == 0 ? Integer.compare(rank, other.rank) : c;
    }

    /** Sums what is read. */
    private static final class Summed extends FilterInputStream {
        private final Checksum checksum;

        Summed(InputStream in, Checksum checksum) {
            super(in);
            this.checksum = checksum;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                checksum.add(new byte[] {(byte) b}, 0, 1);
            }
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            if (n > 0) {
                checksum.add(into, offset, n);
            }
            return n;
        }
    }
}

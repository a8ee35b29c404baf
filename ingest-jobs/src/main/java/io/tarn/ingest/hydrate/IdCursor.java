package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One sorted stream of ids, known ones of the look-back or new ones of this hydrate, at its current entry. Known ones
 * come before new ones of the same id. Checks the object's checksum when it has read it to its end. Not thread-safe.
 */
final class IdCursor implements Comparable<IdCursor> {
    private final IdInput in;
    private final @Nullable Known known;
    private final int rank;
    private long left;
    private @Nullable IdEntry current;

    /**
     * What is common to all entries of a look-back object.
     *
     * @param rewritten whether its entries are to be written again
     */
    private record Known(int receivedDay, boolean rewritten) {}

    private IdCursor(IdInput in, long count, @Nullable Known known, int rank) {
        this.in = in;
        this.left = count;
        this.known = known;
        this.rank = rank;
        advance();
    }

    /**
     * The ids of a run of this hydrate.
     *
     * @param piece bytes to hold
     * @param rank makes the order of equal cursors the same everywhere
     */
    static IdCursor of(ObjectReader state, IdRun run, int piece, int rank) {
        IdInput in = new IdInput(state, run.key(), run.count() * IdEntry.SIZE, run.crc32c(), piece);
        return new IdCursor(in, run.count(), null, rank);
    }

    /** The ids of a look-back object. */
    static IdCursor of(
            ObjectReader state, CollectionName collection, DerivedObject ids, boolean rewritten, int piece, int rank) {
        int day = (int) IdObjects.dayOf(collection, ids.key()).toEpochDay();
        IdInput in = new IdInput(state, ids.key(), ids.size(), ids.crc32c(), piece);
        IdObjects.readHeader(in.data(), ids);
        return new IdCursor(in, ids.count(), new Known(day, rewritten), rank);
    }

    boolean known() {
        return known != null;
    }

    boolean rewritten() {
        return known != null && known.rewritten;
    }

    /** Received day of the current entry. */
    int receivedDay() {
        return known != null ? known.receivedDay : entry().receivedDay();
    }

    boolean atEnd() {
        return current == null;
    }

    /** The current entry; of a known one only id and content mean something. */
    IdEntry entry() {
        IdEntry entry = current;
        if (entry == null) {
            throw new IllegalStateException("'" + in.key() + "' is at its end");
        }
        return entry;
    }

    void advance() {
        if (left == 0) {
            current = null;
            in.expectChecksum();
            return;
        }
        left--;
        try {
            current = known != null ? IdEntry.readKnown(in.data()) : IdEntry.read(in.data());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + in.key() + "'", e);
        }
    }

    @Override
    public int compareTo(IdCursor other) {
        IdEntry a = entry();
        IdEntry b = other.entry();
        int c = IdEntry.compareIds(a.high(), a.low(), b.high(), b.low());
        if (c == 0) {
            c = Boolean.compare(other.known(), known());
        }
        if (c == 0) {
            c = a.compareTo(b);
        }
        return c == 0 ? Integer.compare(rank, other.rank) : c;
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.store.ObjectReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A range of an object as a stream, fetched piece by piece. Holds nothing open, so it needs no closing. Not
 * thread-safe.
 */
final class RangeInput extends InputStream {
    private static final int PIECE = 256 << 10;

    private final ObjectReader store;
    private final String key;
    private final long end;
    private final int most;
    private long next;
    private byte[] piece = {};
    private int at;

    RangeInput(ObjectReader store, String key, long offset, long length) {
        this(store, key, offset, length, PIECE);
    }

    /** @param most bytes that are fetched and held at a time */
    RangeInput(ObjectReader store, String key, long offset, long length, int most) {
        this.most = most;
        this.store = store;
        this.key = key;
        this.next = offset;
        this.end = offset + length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, n);
        at += n;
        return n;
    }

    private boolean fill() throws IOException {
        if (at < piece.length) {
            return true;
        }
        if (next >= end) {
            return false;
        }
        piece = store.readRange(key, next, (int) Math.min(most, end - next));
        at = 0;
        next += piece.length;
        if (piece.length == 0) {
            throw new EOFException("'" + key + "' ends before byte " + end);
        }
        return true;
    }
}

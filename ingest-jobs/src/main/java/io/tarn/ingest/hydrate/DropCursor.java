package io.tarn.ingest.hydrate;

import io.tarn.core.store.ObjectReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The drops of one day in the order of its rows, from all drop runs. Rows must be asked for in that order, and may
 * begin in the middle of the day. Not thread-safe.
 */
final class DropCursor {
    private final PriorityQueue<Stream> streams = new PriorityQueue<>();

    /** Adds what one run has of the day. */
    void add(ObjectReader state, String key, DropRun.Slice slice) {
        Stream stream = new Stream(state, key, slice);
        if (stream.advance()) {
            streams.add(stream);
        }
    }

    /** Why the row at this place is dropped; null where it stays. Drops of earlier places are passed over. */
    Drop.@Nullable Kind of(int segment, long seq) {
        Stream first = streams.peek();
        while (first != null && first.current.comparePlace(segment, seq) < 0) {
            pass(first);
            first = streams.peek();
        }
        if (first == null || first.current.comparePlace(segment, seq) > 0) {
            return null;
        }
        Drop.Kind kind = first.current.kind();
        pass(first);
        return kind;
    }

    private void pass(Stream first) {
        streams.remove();
        if (first.advance()) {
            streams.add(first);
        }
    }

    private static final class Stream implements Comparable<Stream> {
        private final String key;
        private final int epochDay;
        private final DataInputStream in;
        private long left;
        private Drop current = new Drop(0, 0, 0, Drop.Kind.DUPLICATE);

        Stream(ObjectReader state, String key, DropRun.Slice slice) {
            this.key = key;
            this.epochDay = slice.epochDay();
            this.left = slice.count();
            this.in = new DataInputStream(new BufferedInputStream(
                    new RangeInput(state, key, slice.first() * Drop.SIZE, slice.count() * Drop.SIZE)));
        }

        boolean advance() {
            if (left == 0) {
                return false;
            }
            left--;
            try {
                current = new Drop(epochDay, in.readInt(), in.readLong(), Drop.Kind.of(in.readByte()));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read '" + key + "'", e);
            }
        }

        @Override
        public int compareTo(Stream other) {
            return current.compareTo(other.current);
        }
    }
}

package io.tarn.landing;

import io.tarn.core.Frame;
import io.tarn.core.SeqRange;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import io.tarn.landing.AvroCursor.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment of the raw archive as a stream, about one block (1 MiB and an event) at a time.
 *
 * <p>Every frame whose block has a good checksum is yielded, in sequence order, also behind damage. After {@link #next}
 * has returned null, {@link #damage} says what the key promises and the object does not hold. Not thread-safe.
 */
public final class SegmentReader implements AutoCloseable {
    private final SegmentKey key;
    private final AvroFileReader file;
    private final List<SeqRange> missing = new ArrayList<>();
    private final List<Frame> ready = new ArrayList<>();
    private int nextReady;
    private long expected;
    private long readable;
    private @Nullable String damage;

    private SegmentReader(SegmentKey key, InputStream in) {
        this.key = key;
        this.expected = key.firstSeq();
        this.file = new AvroFileReader(in, AvroFileWriter.syncOf(key.key()));
    }

    /**
     * Opens a segment.
     *
     * @throws ForeignSegment where the object is not what its key says
     * @throws io.tarn.core.store.StoreException where it cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static SegmentReader open(ObjectReader state, SegmentKey key) throws IOException {
        return open(state.open(key.key()), key);
    }

    /** As {@link #open(ObjectReader, SegmentKey)} from a stream, which {@link #close} closes. */
    public static SegmentReader open(InputStream in, SegmentKey key) throws IOException {
        SegmentReader reader = new SegmentReader(key, in);
        try {
            reader.checkHeader();
            return reader;
        } catch (ForeignSegment | IOException refused) {
            reader.close();
            throw refused;
        }
    }

    /** The next frame, or null at the end. */
    public @Nullable Frame next() throws IOException {
        while (nextReady == ready.size()) {
            ready.clear();
            nextReady = 0;
            switch (file.next()) {
                case BLOCK -> takeBlock();
                case DAMAGE -> note(file.problem());
                case END -> {
                    miss(key.lastSeq() + 1);
                    return null;
                }
            }
        }
        readable++;
        return ready.get(nextReady++);
    }

    /** What is wrong with the object; empty while nothing was found, complete once {@link #next} has returned null. */
    public Optional<DamagedSegment> damage() {
        if (damage == null && missing.isEmpty()) {
            return Optional.empty();
        }
        String what = damage == null ? "the object ends early" : damage;
        return Optional.of(new DamagedSegment(key, readable, missing, what));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void checkHeader() throws IOException {
        Map<String, String> metadata = file.readHeader();
        boolean marker = metadata != null && file.headerMarkerIsOurs();
        boolean named = metadata != null && key.key().equals(metadata.get(SegmentFormat.KEY));
        if (marker && named) {
            return;
        }
        if (metadata != null && !marker && isOtherVersion(metadata)) {
            throw new ForeignSegment(
                    key,
                    "it has format version " + metadata.get(SegmentFormat.VERSION) + ", and this Tarn reads "
                            + SegmentFormat.CURRENT_VERSION);
        }
        // The marker is a hash of the key: where it is found, the object is ours and only its header is damaged.
        if (marker || named || file.skipToMarker()) {
            note("the header is damaged");
            return;
        }
        String other = metadata == null ? null : metadata.get(SegmentFormat.KEY);
        throw new ForeignSegment(
                key, other == null ? "it holds no segment of this name" : "it says that it is '" + other + "'");
    }

    /** A later version derives its marker in another way, so that no damage passes for a version. */
    private static boolean isOtherVersion(Map<String, String> metadata) {
        String version = metadata.get(SegmentFormat.VERSION);
        return version != null && !version.equals(SegmentFormat.CURRENT_VERSION);
    }

    private void takeBlock() {
        try {
            decodeBlock();
        } catch (Malformed damaged) {
            ready.clear();
            note(String.valueOf(damaged.getMessage()));
            return;
        }
        if (!ready.isEmpty()) {
            miss(ready.get(0).seq());
            expected = ready.get(ready.size() - 1).seq() + 1;
        }
    }

    private void decodeBlock() throws Malformed {
        AvroCursor cursor = new AvroCursor(file.block(), 0, file.blockLength());
        long previous = expected - 1;
        for (long i = 0; i < file.records(); i++) {
            long seq = cursor.readLong();
            boolean follows = i == 0 ? seq > previous : seq == previous + 1;
            if (!follows || seq > key.lastSeq()) {
                throw new Malformed("frame " + seq + " stands where it does not belong");
            }
            previous = seq;
            ready.add(decode(seq, cursor));
        }
        if (!cursor.atEnd()) {
            throw new Malformed("a block has more bytes than frames");
        }
    }

    private Frame decode(long seq, AvroCursor cursor) throws Malformed {
        Instant receivedAt = SegmentFormat.instant(cursor.readLong());
        if (!LocalDate.ofInstant(receivedAt, ZoneOffset.UTC).equals(key.received())) {
            throw new Malformed("frame " + seq + " was received on another day");
        }
        return new Frame(seq, receivedAt, cursor.readString(), cursor.readMap(), cursor.readBytes());
    }

    private void miss(long upTo) {
        if (expected < upTo) {
            missing.add(new SeqRange(expected, upTo - 1));
            expected = upTo;
        }
    }

    private void note(String problem) {
        if (damage == null) {
            damage = problem;
        } else if (!damage.contains(problem)) {
            damage = damage + "; " + problem;
        }
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import io.tarn.landing.DamagedSegment;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one archived segment, unpacked to a local file so that any of them can be read at once, with what has
 * been found out about each. About 13 bytes of memory per frame. Thread-safe once filled.
 */
final class FrameStore implements AutoCloseable {
    /** What became of a frame, as far as it was seen. */
    enum Fate {
        UNSEEN,
        PUBLISHED,
        QUARANTINED
    }

    /** A frame as archived. */
    @SuppressWarnings("ArrayRecordComponent")
    record Archived(long receivedMicros, String eventId, byte[] payload) {}

    private static final Fate[] FATES = Fate.values();
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int WRITE_BUFFER = 1 << 20;

    private final SegmentKey key;
    private final Path path;
    private final FileChannel file;
    private final long[] offsets;
    private final int[] lengths;
    private final byte[] fates;
    private @Nullable DamagedSegment damage;
    private long size;

    private FrameStore(SegmentKey key, Path path) throws IOException {
        this.key = key;
        this.path = path;
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        int frames = Math.toIntExact(key.lastSeq() - key.firstSeq() + 1);
        this.offsets = new long[frames];
        this.lengths = new int[frames];
        this.fates = new byte[frames];
        Arrays.fill(lengths, -1);
    }

    /** Unpacks a segment into {@code folder}. */
    static FrameStore unpack(ObjectReader state, SegmentKey key, Path folder) throws IOException {
        FrameStore store = new FrameStore(key, folder.resolve(key.received() + "-" + key.name()));
        try (SegmentReader reader = SegmentReader.open(state, key)) {
            store.fill(reader);
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void fill(SegmentReader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(WRITE_BUFFER);
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            byte[] id = frame.eventId().getBytes(StandardCharsets.UTF_8);
            int length = HEADER + id.length + frame.payload().length;
            int at = (int) (frame.seq() - key.firstSeq());
            offsets[at] = size;
            lengths[at] = length;
            size += length;
            if (buffer.remaining() < length) {
                flush(buffer);
            }
            ByteBuffer into = length <= buffer.capacity() ? buffer : ByteBuffer.allocate(length);
            into.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, frame.receivedAt()));
            into.putInt(id.length).put(id).put(frame.payload());
            if (into != buffer) {
                flush(into);
            }
        }
        flush(buffer);
        damage = reader.damage().orElse(null);
    }

    private void flush(ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    SegmentKey key() {
        return key;
    }

    /** Bytes on the local disk. */
    long size() {
        return size;
    }

    /** What of the segment could not be read. */
    Optional<DamagedSegment> damage() {
        return Optional.ofNullable(damage);
    }

    /** The frame, or null where the segment has none of this number. */
    @Nullable
    Archived read(long seq) throws IOException {
        if (!has(seq)) {
            return null;
        }
        int at = (int) (seq - key.firstSeq());
        ByteBuffer bytes = ByteBuffer.allocate(lengths[at]);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offsets[at] + bytes.position()) < 0) {
                throw new IOException("the unpacked copy '" + path + "' was cut short");
            }
        }
        bytes.flip();
        long micros = bytes.getLong();
        byte[] id = new byte[bytes.getInt()];
        bytes.get(id);
        byte[] payload = new byte[bytes.remaining()];
        bytes.get(payload);
        return new Archived(micros, new String(id, StandardCharsets.UTF_8), payload);
    }

    /** Whether the segment holds (readable or not) a frame of this number. */
    boolean covers(long seq) {
        return seq >= key.firstSeq() && seq <= key.lastSeq();
    }

    boolean has(long seq) {
        return covers(seq) && lengths[(int) (seq - key.firstSeq())] >= 0;
    }

    /** Notes what became of a frame and says what was noted before. */
    synchronized Fate mark(long seq, Fate fate) {
        int at = (int) (seq - key.firstSeq());
        Fate before = FATES[fates[at]];
        if (before == Fate.UNSEEN) {
            fates[at] = (byte) fate.ordinal();
        }
        return before;
    }

    synchronized Fate fate(long seq) {
        return FATES[fates[(int) (seq - key.firstSeq())]];
    }

    synchronized long count(Fate fate) {
        long count = 0;
        for (byte each : fates) {
            if (each == fate.ordinal()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}

package io.tarn.landing;

import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the frames of one segment as an Avro object container (codec zstandard) of {@code seq, received_at, event_id,
 * headers, payload}.
 *
 * <p>The same frames under the same key give the same bytes, whenever and wherever, within one version of zstd:
 * recovery repeats a put and compares. The stream stays open. Not thread-safe.
 */
public final class SegmentWriter implements AutoCloseable {
    private final SegmentKey key;
    private final AvroFileWriter file;
    private long next;

    /** Writes the header; {@code key} says what must follow. */
    public SegmentWriter(SegmentKey key, OutputStream out) throws IOException {
        this(key, out, AvroFileWriter.BLOCK);
    }

    SegmentWriter(SegmentKey key, OutputStream out, int blockSize) throws IOException {
        this.key = key;
        this.next = key.firstSeq();
        this.file = new AvroFileWriter(
                out, SegmentFormat.SCHEMA, AvroFileWriter.syncOf(key.key()), SegmentFormat.metadata(key), blockSize);
    }

    /** Adds the next frame; sequence numbers must follow each other. */
    public void add(Frame frame) throws IOException {
        expect(frame.seq());
        file.record()
                .writeLong(frame.seq())
                .writeLong(SegmentFormat.micros(frame.receivedAt()))
                .writeString(frame.eventId())
                .writeMap(frame.headers())
                .writeBytes(frame.payload());
        file.endRecord();
    }

    /** As {@link #add(Frame)} with all fields behind the sequence number already in Avro's encoding. */
    void addEncoded(long seq, byte[] bytes, int offset, int length) throws IOException {
        expect(seq);
        file.record().writeLong(seq).append(bytes, offset, length);
        file.endRecord();
    }

    /** Writes what is left and checks that it was what the key says. */
    public void finish() throws IOException {
        if (next != key.lastSeq() + 1 || key.count() != next - key.firstSeq()) {
            throw new IllegalStateException(
                    "segment " + key.key() + " got frames " + key.firstSeq() + " to " + (next - 1));
        }
        file.finish();
    }

    /** Frees memory; without {@link #finish} the segment is incomplete. */
    @Override
    public void close() {
        file.close();
    }

    private void expect(long seq) {
        if (seq != next || seq > key.lastSeq()) {
            throw new IllegalArgumentException("segment " + key.key() + " expects frame " + next + ", not " + seq);
        }
        next++;
    }
}

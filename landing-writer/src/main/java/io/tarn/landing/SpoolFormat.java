package io.tarn.landing;

import java.util.zip.CRC32C;

/**
 * The framing of a spool file: magic, length of the body, sequence number, CRC32C of these; body; CRC32C of all of it.
 * Integers are big-endian. The head has a checksum of its own, which tells a frame that was cut off from one that was
 * damaged.
 *
 * <p>The body of an event is what follows the sequence number in a segment, in Avro's encoding. A frame with the
 * sequence number {@link #DECISION} holds how many frames the file's segment has; it stands there twice. Not
 * thread-safe.
 */
final class SpoolFormat {
    static final int MAGIC = 0xA7_54_52_4E;
    static final int HEAD = 20;
    static final int TAIL = 4;
    /** How much a frame takes beside its body. */
    static final int OVERHEAD = HEAD + TAIL;

    static final long DECISION = -1;

    private final CRC32C crc = new CRC32C();
    /**
     * Begins every checksum, so that bytes inside a payload never pass for a frame: a producer does not know the file's
     * name.
     */
    private final byte[] salt;

    SpoolFormat(SpoolName name) {
        this.salt = AvroFileWriter.syncOf(name.writer() + "/" + name.uncut().fileName());
    }

    /** Begins a frame at the end of {@code out}; the body is appended next. Gives the place for {@link #end}. */
    int begin(AvroBuffer out) {
        int start = out.size();
        out.appendInt(MAGIC).appendInt(0).appendInt(0).appendInt(0).appendInt(0);
        return start;
    }

    /** Ends the frame that was begun at {@code start}. */
    void end(AvroBuffer out, int start, long seq) {
        out.putInt(start + 4, out.size() - start - HEAD);
        out.putInt(start + 8, (int) (seq >>> 32));
        out.putInt(start + 12, (int) seq);
        out.putInt(start + 16, headChecksum(out.bytes(), start));
        out.appendInt(checksum(out.bytes(), start, out.size() - start));
    }

    /** The closing decision, twice: one flipped bit must not change what a segment is. */
    byte[] decision(long count) {
        AvroBuffer out = new AvroBuffer(64);
        for (int copy = 0; copy < 2; copy++) {
            int start = begin(out);
            out.writeLong(count);
            end(out, start, DECISION);
        }
        return out.toByteArray();
    }

    int headChecksum(byte[] bytes, int at) {
        return checksum(bytes, at, HEAD - 4);
    }

    int checksum(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(salt);
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }
}

package io.tarn.landing;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.Sha256;
import io.tarn.landing.AvroCursor.Malformed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a spool file, whatever happened to it.
 *
 * <p>An incomplete tail is no frame: it was never acknowledged. A damaged frame is one with the header
 * {@link Frame#REASON} and what is left of its bytes, so that hydrate sets it aside and nothing goes missing; frames
 * behind it are kept. Not thread-safe.
 */
final class SpoolScan implements Closeable {
    /** How much of damaged bytes is kept. */
    private static final int KEPT = 64 << 10;

    private final FileWindow file;
    private final SpoolName.@Nullable Cut cut;
    private final SpoolFormat format;

    private long at;
    private long goodEnd;
    private long lastMicros;
    private long seq = -1;
    private byte[] body = new byte[0];
    private int bodyAt;
    private int bodyLength;

    private long damageFrom;
    private long damageTo;
    private long damagedUpTo = -1;
    private boolean damageTold;
    private long damaged;
    private OptionalLong decided = OptionalLong.empty();

    SpoolScan(Disk disk, Path path, SpoolName name) throws IOException {
        this.cut = name.cut();
        this.file = new FileWindow(disk, path, cut == null ? Long.MAX_VALUE : cut.bytes());
        if (cut != null) {
            this.decided = OptionalLong.of(cut.frames());
        }
        this.format = new SpoolFormat(name);
        this.lastMicros = SegmentFormat.micros(name.received().atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /** Moves to the next frame; false at the end. */
    boolean next() throws IOException {
        while (true) {
            if (seq < damagedUpTo) {
                tellDamage();
                return true;
            }
            if (at >= file.size()) {
                if (cut == null || seq + 1 >= cut.frames()) {
                    return false;
                }
                // Of what was forced, the end is gone.
                damageBefore(cut.frames(), at, at);
            } else if (isFrame(at)) {
                if (take()) {
                    return true;
                }
            } else {
                passDamage();
            }
        }
    }

    long seq() {
        return seq;
    }

    /** The frame's fields behind the sequence number, in Avro's encoding: {@link #bodyAt}, {@link #bodyLength}. */
    byte[] body() {
        return body;
    }

    int bodyAt() {
        return bodyAt;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** Frames that were damaged, so far. */
    long damaged() {
        return damaged;
    }

    /**
     * How many frames the closing decision, in the file or in its name, gives its segment; known once {@link #next} has
     * returned false.
     */
    OptionalLong decided() {
        return decided;
    }

    /** Where the file's last frame ends; what follows is an incomplete tail. */
    long goodEnd() {
        return goodEnd;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The frame at the position, which is whole; false if it is a decision. */
    private boolean take() throws IOException {
        int length = intAt(at + 4);
        long number = longAt(at + 8);
        if (number == SpoolFormat.DECISION) {
            takeDecision(at + SpoolFormat.HEAD, length);
            at += SpoolFormat.OVERHEAD + length;
            goodEnd = at;
            return false;
        }
        if (number > seq + 1) {
            damageBefore(number, at, at);
            return false;
        }
        if (number <= seq) {
            at = nextFrame(at);
            return false;
        }
        bodyAt = file.load(at + SpoolFormat.HEAD, length);
        body = file.buffer();
        bodyLength = length;
        seq = number;
        lastMicros = microsOfBody();
        at += SpoolFormat.OVERHEAD + length;
        goodEnd = at;
        return true;
    }

    private void takeDecision(long from, int length) throws IOException {
        int in = file.load(from, length);
        try {
            long count = new AvroCursor(file.buffer(), in, in + length).readLong();
            decided = OptionalLong.of(count);
            damageBefore(count, at, at);
        } catch (Malformed impossible) {
            throw new IOException("a closing decision with a good checksum is malformed", impossible);
        }
    }

    /** Finds the next frame behind damaged bytes, and what they stand for. */
    private void passDamage() throws IOException {
        long from = at;
        long to = nextFrame(from);
        at = to;
        if (to < file.size()) {
            long number = longAt(to + 8);
            if (number != SpoolFormat.DECISION) {
                damageBefore(number, from, to);
            } else if (!decided.isPresent()) {
                damageFrom = from;
                damageTo = to;
                damageTold = false;
            }
            return;
        }
        if (cut != null) {
            damageBefore(cut.frames(), from, to);
        } else if (decided.isEmpty() && !isIncompleteTail(from)) {
            damageBefore(seq + 2, from, to);
            goodEnd = to;
        }
    }

    private void damageBefore(long number, long from, long to) {
        if (number > seq + 1) {
            damagedUpTo = number - 1;
            if (from < to) {
                damageFrom = from;
                damageTo = to;
                damageTold = false;
            }
        }
    }

    /** Bytes that no frame follows: cut off while they were written, rather than damaged afterwards? */
    private boolean isIncompleteTail(long from) throws IOException {
        long left = file.size() - from;
        if (left < SpoolFormat.OVERHEAD || hasGoodHead(from)) {
            // With a good head, the body is either cut off or damaged.
            return left < SpoolFormat.OVERHEAD || from + SpoolFormat.OVERHEAD + intAt(from + 4) > file.size();
        }
        return isZero(from);
    }

    /** A crash may leave a file longer than what was written, and then the rest is zero. */
    private boolean isZero(long from) throws IOException {
        for (long p = from; p < file.size(); ) {
            int n = (int) Math.min(64 << 10, file.size() - p);
            int in = file.load(p, n);
            for (int i = in; i < in + n; i++) {
                if (file.buffer()[i] != 0) {
                    return false;
                }
            }
            p += n;
        }
        return true;
    }

    /**
     * The place of the first whole frame behind {@code from} that is not older than what was read; the file's size if
     * there is none.
     */
    private long nextFrame(long from) throws IOException {
        if (hasGoodHead(from)) {
            long behind = from + SpoolFormat.OVERHEAD + intAt(from + 4);
            if (isFollower(behind)) {
                return behind;
            }
        }
        for (long p = from + 1; p + SpoolFormat.OVERHEAD <= file.size(); p++) {
            int in = file.load(p, 1);
            if (file.buffer()[in] == (byte) (SpoolFormat.MAGIC >>> 24) && isFollower(p)) {
                return p;
            }
        }
        return file.size();
    }

    private boolean isFollower(long place) throws IOException {
        if (!isFrame(place)) {
            return false;
        }
        long number = longAt(place + 8);
        return number == SpoolFormat.DECISION || number > seq;
    }

    private boolean isFrame(long place) throws IOException {
        if (!hasGoodHead(place)) {
            return false;
        }
        int length = intAt(place + 4);
        if (place + SpoolFormat.OVERHEAD + length > file.size()) {
            return false;
        }
        int whole = SpoolFormat.HEAD + length;
        int in = file.load(place, whole + SpoolFormat.TAIL);
        return format.checksum(file.buffer(), in, whole)
                == ByteBuffer.wrap(file.buffer()).getInt(in + whole);
    }

    private boolean hasGoodHead(long place) throws IOException {
        if (place + SpoolFormat.OVERHEAD > file.size() || intAt(place) != SpoolFormat.MAGIC || intAt(place + 4) < 0) {
            return false;
        }
        int in = file.load(place, SpoolFormat.HEAD);
        return format.headChecksum(file.buffer(), in) == intAt(place + 16);
    }

    /** Makes the frame that stands for the next damaged sequence number; the first of a run has the bytes. */
    private void tellDamage() throws IOException {
        seq++;
        damaged++;
        byte[] raw = new byte[0];
        Map<String, String> headers = new TreeMap<>();
        headers.put(Frame.REASON, Reason.DAMAGED_SEGMENT.wireName());
        headers.put(Frame.DETAIL, "the spool file was damaged");
        if (!damageTold && damageTo > damageFrom) {
            raw = damagedBytes(headers);
            damageTold = true;
        }
        AvroBuffer out = new AvroBuffer(raw.length + 256);
        out.writeLong(lastMicros).writeString("").writeMap(headers).writeBytes(raw);
        body = out.bytes();
        bodyAt = 0;
        bodyLength = out.size();
    }

    private byte[] damagedBytes(Map<String, String> headers) throws IOException {
        headers.put(Frame.DETAIL, "the spool file was damaged from byte " + damageFrom + " to " + damageTo);
        int length = (int) Math.min(KEPT, damageTo - damageFrom);
        if (length < damageTo - damageFrom) {
            headers.put(Frame.FULL_LENGTH, Long.toString(damageTo - damageFrom));
            headers.put(Frame.FULL_SHA256, HexFormat.of().formatHex(digest()));
        }
        byte[] raw = new byte[length];
        System.arraycopy(file.buffer(), file.load(damageFrom, length), raw, 0, length);
        return raw;
    }

    private byte[] digest() throws IOException {
        Sha256 sha = new Sha256();
        for (long p = damageFrom; p < damageTo; ) {
            int n = (int) Math.min(64 << 10, damageTo - p);
            int in = file.load(p, n);
            sha.update(file.buffer(), in, n);
            p += n;
        }
        return sha.finish();
    }

    private long microsOfBody() throws IOException {
        try {
            return new AvroCursor(body, bodyAt, bodyAt + bodyLength).readLong();
        } catch (Malformed impossible) {
            throw new IOException("a frame with a good checksum is malformed", impossible);
        }
    }

    private int intAt(long place) throws IOException {
        int in = file.load(place, 4);
        return ByteBuffer.wrap(file.buffer()).getInt(in);
    }

    private long longAt(long place) throws IOException {
        int in = file.load(place, 8);
        return ByteBuffer.wrap(file.buffer()).getLong(in);
    }
}

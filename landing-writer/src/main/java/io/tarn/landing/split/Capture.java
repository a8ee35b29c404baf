package io.tarn.landing.split;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the bytes of one frame: all of them up to the cap, beyond it the first 64 KiB with length and digest. Not
 * thread-safe.
 */
final class Capture {
    /** What is kept of a frame over the cap. */
    static final int KEPT = 64 << 10;

    private final int cap;
    private byte[] bytes = new byte[4 << 10];
    private long length;
    private @Nullable Sha256 digest;

    Capture(int cap) {
        this.cap = cap;
    }

    void clear() {
        length = 0;
        digest = null;
        if (bytes.length > 4 << 20) {
            bytes = new byte[4 << 10];
        }
    }

    void add(byte[] from, int offset, int count) {
        if (digest == null && length + count > cap) {
            digest = new Sha256();
            digest.update(bytes, 0, (int) length);
            keep(from, offset, (int) Math.min(count, Math.max(0, KEPT - length)));
        } else if (digest == null) {
            keep(from, offset, count);
        }
        if (digest != null) {
            digest.update(from, offset, count);
        }
        length += count;
    }

    long length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many of {@link #bytes} are the frame's payload. */
    int kept() {
        return digest == null ? (int) length : (int) Math.min(KEPT, length);
    }

    /** Drops blanks from the end; not beyond the cap, where the digest has them already. */
    void trim() {
        while (digest == null && length > 0 && isBlank(bytes[(int) length - 1])) {
            length--;
        }
    }

    /** Forgets what came after the first {@code count} bytes, which were not over the cap. */
    void cutTo(long count) {
        length = count;
        digest = null;
    }

    boolean isOverCap() {
        return digest != null;
    }

    /** The given headers, and those of a frame over the cap. */
    Map<String, String> headers(Map<String, String> others) {
        if (digest == null) {
            return others;
        }
        Map<String, String> all = new TreeMap<>(others);
        all.putIfAbsent(Frame.REASON, Reason.TOO_LARGE.wireName());
        all.putIfAbsent(Frame.DETAIL, "The event has " + length + " bytes, and the most that is taken is " + cap);
        all.put(Frame.FULL_LENGTH, Long.toString(length));
        all.put(Frame.FULL_SHA256, HexFormat.of().formatHex(digest.digest()));
        return all;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private void keep(byte[] from, int offset, int count) {
        if (count > 0) {
            int used = (int) length;
            if (bytes.length - used < count) {
                bytes = Arrays.copyOf(bytes, (int) Math.max((long) used + count, Math.min(cap, 2L * bytes.length)));
            }
            System.arraycopy(from, offset, bytes, used, count);
        }
    }
}

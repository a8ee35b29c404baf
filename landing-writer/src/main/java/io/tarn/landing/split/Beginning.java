package io.tarn.landing.split;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** Looks at the beginning of an input and gives it back whole. Not thread-safe. */
final class Beginning {
    private static final int FIRST = 64 << 10;

    private final InputStream in;
    private byte[] seen = new byte[FIRST];
    private int length;
    private boolean ended;

    Beginning(InputStream in) {
        this.in = in;
    }

    /** The whole input, from its first byte. */
    InputStream stream() {
        InputStream first = new ByteArrayInputStream(seen, 0, length);
        return ended ? first : new SequenceInputStream(first, in);
    }

    /**
     * UTF-16 or UTF-32, by its mark or by where its zeros stand (RFC 4627, section 3): no line can be found in that. A
     * stray zero makes no such file: its lines are lines.
     */
    boolean isOtherCharset() throws IOException {
        fill(4);
        if (length < 2) {
            return false;
        }
        int a = seen[0] & 0xFF;
        int b = seen[1] & 0xFF;
        boolean marked = (a == 0xFE && b == 0xFF) || (a == 0xFF && b == 0xFE);
        return marked || (length >= 4 ? hasZerosOfOtherCharset() : (a == 0) != (b == 0));
    }

    /**
     * Whether the first line that is not blank is one complete JSON object; a line over {@code most} bytes is not
     * looked at.
     */
    boolean firstLineIsObject(int most) throws IOException {
        int start = 0;
        int scanned = 0;
        while (true) {
            for (int i = scanned; i < length; i++) {
                if (seen[i] == '\n') {
                    if (!isBlank(start, i)) {
                        return isObject(start, i);
                    }
                    start = i + 1;
                }
            }
            scanned = length;
            if (length - start > most) {
                return false;
            }
            if (!fill(length + 1)) {
                return isObject(start, length);
            }
        }
    }

    private boolean hasZerosOfOtherCharset() {
        int zeros = 0;
        for (int i = 0; i < 4; i++) {
            zeros = zeros << 1 | (seen[i] == 0 ? 1 : 0);
        }
        boolean utf32Mark = zeros == 0b1100 && seen[2] == (byte) 0xFE && seen[3] == (byte) 0xFF;
        return utf32Mark || zeros == 0b1110 || zeros == 0b0111 || zeros == 0b1010 || zeros == 0b0101;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Capture.isBlank(seen[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isObject(int from, int to) throws IOException {
        int start = from;
        if (to - from >= 3 && (seen[from] & 0xFF) == 0xEF && (seen[from + 1] & 0xFF) == 0xBB) {
            start += 3;
        }
        ByteScanner scan = new ByteScanner(new ByteArrayInputStream(seen, start, to - start));
        return scan.skipBlanks() == '{' && scan.skipValue() && scan.skipBlanks() == ByteScanner.END;
    }

    private boolean fill(int wanted) throws IOException {
        while (length < wanted && !ended) {
            if (length == seen.length) {
                seen = Arrays.copyOf(seen, 2 * seen.length);
            }
            int n = in.read(seen, length, seen.length - length);
            if (n < 0) {
                ended = true;
            } else {
                length += n;
            }
        }
        return length >= wanted;
    }
}

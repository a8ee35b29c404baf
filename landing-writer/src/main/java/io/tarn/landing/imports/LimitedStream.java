package io.tarn.landing.imports;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends after so many bytes: a file may grow between the pass that knew it and the one that lands it. Not thread-safe.
 */
final class LimitedStream extends InputStream {
    private final InputStream in;
    private long left;

    LimitedStream(InputStream in, long limit) {
        this.in = in;
        this.left = limit;
    }

    /** Bytes that are still allowed. */
    long left() {
        return left;
    }

    /** Passes over so many bytes, or to the end. */
    void pass(long count) throws IOException {
        long to = left - Math.min(count, left);
        byte[] passed = new byte[64 << 10];
        while (left > to && read(passed, 0, (int) Math.min(passed.length, left - to)) >= 0) {
            // Somebody has landed them.
        }
    }

    @Override
    public int read() throws IOException {
        int b = left == 0 ? -1 : in.read();
        left -= b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int n = in.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(n, 0);
        return n;
    }
}

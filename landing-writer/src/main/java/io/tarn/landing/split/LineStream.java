package io.tarn.landing.split;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, each as a stream of its own that ends where the line does. Not thread-safe. */
final class LineStream extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int limit;
    private boolean lineEnded = true;

    LineStream(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line, which may be empty; false at the end of the input. */
    boolean nextLine() throws IOException {
        byte[] skipped = new byte[8 << 10];
        while (!lineEnded && read(skipped, 0, skipped.length) >= 0) {
            // The rest of the line before.
        }
        lineEnded = at == limit && !refill();
        return !lineEnded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (lineEnded || (at == limit && !refill())) {
            lineEnded = true;
            return -1;
        }
        int most = Math.min(length, limit - at);
        int end = at;
        while (end < at + most && buffer[end] != '\n') {
            end++;
        }
        int n = end - at;
        System.arraycopy(buffer, at, target, offset, n);
        at = end;
        if (end < limit && buffer[end] == '\n' && n < length) {
            at++;
            lineEnded = true;
        }
        return n == 0 && lineEnded ? -1 : n;
    }

    private boolean refill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}

package io.tarn.landing.input;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks its source for blocks of one size only, whatever it is asked for itself, and turns a failure into an end that
 * {@link #failure} tells of.
 *
 * <p>A decoder may lose what it had decoded in the call that fails; with equal calls it is the same bytes each time, so
 * that two passes over a torn file see the same good part. Not thread-safe.
 */
final class SteadyStream extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[128 << 10];
    private int at;
    private int limit;
    private boolean ended;
    private @Nullable IOException failure;

    SteadyStream(InputStream in) {
        this.in = in;
    }

    /** Why the end came early; null for a good end, or before it. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() {
        return at < limit || refill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (at == limit && !refill()) {
            return -1;
        }
        int n = Math.min(length, limit - at);
        System.arraycopy(buffer, at, target, offset, n);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean refill() {
        at = 0;
        limit = 0;
        try {
            while (!ended && limit == 0) {
                int n = in.read(buffer, 0, buffer.length);
                ended = n < 0;
                limit = Math.max(n, 0);
            }
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
        return limit > 0;
    }
}

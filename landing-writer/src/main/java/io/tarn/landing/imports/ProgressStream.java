package io.tarn.landing.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how much of a file was read. Not thread-safe. */
final class ProgressStream extends FilterInputStream {
    private final ImportProgress progress;

    ProgressStream(InputStream in, ImportProgress progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, length);
        progress.done(Math.max(n, 0));
        return n;
    }
}

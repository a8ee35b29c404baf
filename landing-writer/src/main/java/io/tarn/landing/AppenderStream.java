package io.tarn.landing;

import java.io.IOException;
import java.io.OutputStream;

/** A file as a stream; give it a buffer. Not thread-safe. */
final class AppenderStream extends OutputStream {
    private final Disk.Appender file;

    AppenderStream(Disk.Appender file) {
        this.file = file;
    }

    @Override
    public void write(int oneByte) throws IOException {
        file.write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

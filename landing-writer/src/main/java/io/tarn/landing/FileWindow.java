package io.tarn.landing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file read forward through a buffer that can look ahead as far as asked. Not thread-safe. */
final class FileWindow implements Closeable {
    private final FileChannel channel;
    private final long size;
    private byte[] buffer = new byte[256 << 10];
    private long start;
    private int length;

    /** The file as long as it is now; what is appended later is not seen. */
    FileWindow(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where in {@link #buffer} the {@code wanted} bytes from {@code at} are; the file must have that many. */
    int load(long at, int wanted) throws IOException {
        if (at < start || at + wanted > start + length) {
            refill(at, wanted);
        }
        return (int) (at - start);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void refill(long at, int wanted) throws IOException {
        if (wanted > buffer.length) {
            buffer = new byte[Math.max(wanted, 2 * buffer.length)];
        }
        start = at;
        length = 0;
        ByteBuffer target = ByteBuffer.wrap(buffer);
        while (length < wanted) {
            int n = channel.read(target, at + length);
            if (n < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            length += n;
        }
    }
}

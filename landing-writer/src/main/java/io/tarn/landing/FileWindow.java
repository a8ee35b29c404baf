package io.tarn.landing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file read forward through a buffer that can look ahead as far as asked. Not thread-safe. */
final class FileWindow implements Closeable {
    private final Disk.Source file;
    private final long size;
    private byte[] buffer = new byte[256 << 10];
    private long start;
    private int length;

    /** The first {@code most} bytes of the file as long as it is now; what is appended later is not seen. */
    FileWindow(Disk disk, Path path, long most) throws IOException {
        this.file = disk.read(path);
        try {
            this.size = Math.min(most, file.size());
        } catch (IOException e) {
            file.close();
            throw e;
        }
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
        file.close();
    }

    private void refill(long at, int wanted) throws IOException {
        if (wanted > buffer.length) {
            buffer = new byte[Math.max(wanted, 2 * buffer.length)];
        }
        start = at;
        length = 0;
        while (length < wanted) {
            int n = file.read(at + length, buffer, length, buffer.length - length);
            if (n < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            length += n;
        }
    }
}

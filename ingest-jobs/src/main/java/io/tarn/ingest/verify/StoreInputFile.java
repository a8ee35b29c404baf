package io.tarn.ingest.verify;

import io.tarn.core.store.ObjectReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** An object of a store for parquet-java, read by ranges. */
final class StoreInputFile implements InputFile {
    private final ObjectReader store;
    private final String key;
    private final long size;

    StoreInputFile(ObjectReader store, String key, long size) {
        this.store = store;
        this.key = key;
        this.size = size;
    }

    @Override
    public long getLength() {
        return size;
    }

    @Override
    public SeekableInputStream newStream() {
        Ranges ranges = new Ranges();
        return new DelegatingSeekableInputStream(ranges) {
            @Override
            public long getPos() {
                return ranges.position;
            }

            @Override
            public void seek(long position) {
                ranges.position = position;
            }
        };
    }

    @Override
    public String toString() {
        return key;
    }

    /** Large reads go straight through, small ones (the footer's) by a buffer. */
    private final class Ranges extends InputStream {
        private static final int BUFFER = 64 << 10;

        private byte[] buffer = new byte[0];
        private long bufferAt;
        private long position;

        @Override
        public int read() throws IOException {
            if (position >= size) {
                return -1;
            }
            fill();
            return buffer[(int) (position++ - bufferAt)] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position >= size) {
                return -1;
            }
            if (length >= BUFFER) {
                byte[] bytes = store.readRange(key, position, length);
                if (bytes.length == 0) {
                    throw new EOFException("'" + key + "' ends at byte " + position);
                }
                System.arraycopy(bytes, 0, into, offset, bytes.length);
                position += bytes.length;
                return bytes.length;
            }
            fill();
            int from = (int) (position - bufferAt);
            int n = Math.min(length, buffer.length - from);
            System.arraycopy(buffer, from, into, offset, n);
            position += n;
            return n;
        }

        private void fill() throws IOException {
            if (position >= bufferAt && position < bufferAt + buffer.length) {
                return;
            }
            buffer = store.readRange(key, position, (int) Math.min(BUFFER, size - position));
            bufferAt = position;
            if (buffer.length == 0) {
                throw new EOFException("'" + key + "' ends at byte " + position);
            }
        }
    }
}

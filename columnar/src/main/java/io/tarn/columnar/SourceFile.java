package io.tarn.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A source as parquet-java wants to see it. */
record SourceFile(FileSource source) implements InputFile {

    /** Opens the file; every page that is read is compared with its CRC. */
    static ParquetFileReader open(FileSource source) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .usePageChecksumVerification(true)
                .build();
        return reading(source, () -> ParquetFileReader.open(new SourceFile(source), options));
    }

    /** Something that parquet-java reads. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /** Tells a source that fails, which is passed on, from bytes that make no sense. */
    static <T> T reading(FileSource source, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (SourceFailed e) {
            throw e.failure;
        } catch (IOException | RuntimeException e) {
            throw new DamagedFile(source.name(), "it does not read: " + e.getMessage(), e);
        }
    }

    private static final class SourceFailed extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient IOException failure;

        SourceFailed(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    @Override
    public long getLength() {
        return source.size();
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(source);
    }

    @Override
    public String toString() {
        return source.name();
    }

    private static final class Stream extends SeekableInputStream {
        private final FileSource source;
        private long position;

        Stream(FileSource source) {
            this.source = source;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long to) {
            position = to;
        }

        @Override
        public int read() throws IOException {
            if (position >= source.size()) {
                return -1;
            }
            return next(1)[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int off, int len) throws IOException {
            int part = (int) Math.min(len, source.size() - position);
            if (part <= 0) {
                return len == 0 ? 0 : -1;
            }
            System.arraycopy(next(part), 0, bytes, off, part);
            return part;
        }

        @Override
        public void readFully(byte[] bytes) throws IOException {
            readFully(bytes, 0, bytes.length);
        }

        @Override
        public void readFully(byte[] bytes, int off, int len) throws IOException {
            if (len > source.size() - position) {
                throw new EOFException(
                        source.name() + " has " + source.size() + " bytes, and " + (position + len) + " are needed");
            }
            int done = read(bytes, off, len);
            if (done != len && len > 0) {
                throw new EOFException(source.name() + " ends at " + position);
            }
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            int part = (int) Math.min(buffer.remaining(), source.size() - position);
            if (part <= 0) {
                return buffer.hasRemaining() ? -1 : 0;
            }
            buffer.put(next(part));
            return part;
        }

        @Override
        public void readFully(ByteBuffer buffer) throws IOException {
            if (buffer.remaining() > source.size() - position) {
                throw new EOFException(source.name() + " has " + source.size() + " bytes, and "
                        + (position + buffer.remaining()) + " are needed");
            }
            read(buffer);
        }

        private byte[] next(int length) throws SourceFailed {
            try {
                byte[] bytes = source.read(position, length);
                position += length;
                return bytes;
            } catch (IOException e) {
                throw new SourceFailed(e);
            }
        }
    }
}

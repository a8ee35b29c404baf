package io.tarn.columnar;

import java.io.IOException;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A sink as parquet-java wants to see it; buffers, counts and sums up what goes through. */
final class SinkFile extends PositionOutputStream implements OutputFile {
    private final FileSink sink;
    private final CRC32C crc = new CRC32C();
    private final byte[] buffer = new byte[1 << 16];
    private int buffered;
    private long position;

    SinkFile(FileSink sink) {
        this.sink = sink;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        if (buffered == buffer.length) {
            flush();
        }
        buffer[buffered++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
        if (len > buffer.length - buffered) {
            flush();
        }
        if (len > buffer.length) {
            crc.update(bytes, off, len);
            sink.write(bytes, off, len);
        } else {
            System.arraycopy(bytes, off, buffer, buffered, len);
            buffered += len;
        }
        position += len;
    }

    @Override
    public void flush() throws IOException {
        if (buffered > 0) {
            crc.update(buffer, 0, buffered);
            sink.write(buffer, 0, buffered);
            buffered = 0;
        }
    }

    /** parquet-java closes early and twice; the sink is closed by {@link #closeSink}. */
    @Override
    public void close() throws IOException {
        flush();
    }

    void closeSink() throws IOException {
        sink.close();
    }

    String crc32c() {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    @Override
    public PositionOutputStream create(long blockSize) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}

package io.tarn.columnar;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where the bytes of one file go, in order: a staged upload in Tarn, a local file elsewhere. Closed after the last
 * byte, also when abandoned.
 */
public interface FileSink extends Closeable {
    void write(byte[] bytes, int off, int len) throws IOException;
}

package io.tarn.columnar;

import java.io.IOException;

/** A Parquet file to read, by ranges. */
public interface FileSource {
    /** For messages. */
    String name();

    /** Length in bytes. */
    long size();

    /** Exactly these bytes; a range beyond the end is an error. */
    byte[] read(long offset, int length) throws IOException;
}

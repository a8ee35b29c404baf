package io.tarn.ingest.merge;

import io.tarn.columnar.FileSource;
import io.tarn.core.store.ObjectReader;
import java.io.EOFException;
import java.io.IOException;

/** A Parquet file in a store. */
record StoredSource(ObjectReader store, String name, long size) implements FileSource {
    @Override
    public byte[] read(long offset, int length) throws IOException {
        byte[] bytes = store.readRange(name, offset, length);
        if (bytes.length != length) {
            throw new EOFException("'" + name + "' has no " + length + " bytes at " + offset);
        }
        return bytes;
    }
}

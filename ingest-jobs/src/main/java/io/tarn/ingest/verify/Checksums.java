package io.tarn.ingest.verify;

import io.tarn.core.store.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Size and CRC32C of an object, by reading every byte of it. */
record Checksums(long size, String crc32c) {
    private static final int BUFFER = 1 << 20;

    static Checksums of(ObjectReader store, String key) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = store.open(key)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                size += n;
            }
        }
        return new Checksums(size, HexFormat.of().toHexDigits((int) crc.getValue()));
    }
}

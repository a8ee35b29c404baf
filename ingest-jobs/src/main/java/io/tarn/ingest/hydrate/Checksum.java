package io.tarn.ingest.hydrate;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** CRC32C as log records write it: 8 hex digits. */
final class Checksum {
    private final CRC32C crc = new CRC32C();

    static String of(byte[] bytes) {
        Checksum checksum = new Checksum();
        checksum.add(bytes, 0, bytes.length);
        return checksum.hex();
    }

    void add(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }

    String hex() {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Refuses an object whose bytes are not those that were recorded. */
    void expect(String recorded, String key) {
        if (!hex().equals(recorded)) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "Object '" + key + "' is damaged",
                    "its checksum is " + hex() + ", and " + recorded + " was recorded",
                    "Nothing was published; restore the object from a copy, or delete it and run 'tarn compact --repair'");
        }
    }
}

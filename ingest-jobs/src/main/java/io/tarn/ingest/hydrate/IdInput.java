package io.tarn.ingest.hydrate;

import io.tarn.core.store.ObjectReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one object with ids, summed as they are read. Holds nothing open. Not thread-safe. */
final class IdInput {
    private final String key;
    private final String recorded;
    private final Checksum checksum = new Checksum();
    private final DataInputStream data;

    IdInput(ObjectReader state, String key, long size, String crc32c, int piece) {
        this.key = key;
        this.recorded = crc32c;
        this.data = new DataInputStream(
                new BufferedInputStream(new Summed(new RangeInput(state, key, 0, size, piece), checksum)));
    }

    String key() {
        return key;
    }

    DataInputStream data() {
        return data;
    }

    /** Refuses an object that is not what was recorded, once all of it was read. */
    void expectChecksum() {
        checksum.expect(recorded, key);
    }

    private static final class Summed extends FilterInputStream {
        private final Checksum checksum;

        Summed(InputStream in, Checksum checksum) {
            super(in);
            this.checksum = checksum;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                checksum.add(new byte[] {(byte) b}, 0, 1);
            }
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            if (n > 0) {
                checksum.add(into, offset, n);
            }
            return n;
        }
    }
}

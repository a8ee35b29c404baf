package io.tarn.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * CRC32C of a stretch of bytes, which can be joined with that of the next stretch without reading either again.
 *
 * @param length in bytes
 */
record Crc32cSum(int crc, long length) {
    static final Crc32cSum EMPTY = new Crc32cSum(0, 0);

    private static final int POLYNOMIAL = 0x82f63b78;
    private static final int BUFFER = 128 << 10;

    static Crc32cSum of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return new Crc32cSum((int) crc.getValue(), length);
    }

    static Crc32cSum of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                length += n;
            }
        }
        return new Crc32cSum((int) crc.getValue(), length);
    }

    /** As S3 writes it: Base64 of four bytes. */
    String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc).array());
    }

    /** The sum of these bytes and those of the next stretch behind them. */
    Crc32cSum then(Crc32cSum next) {
        if (next.length == 0) {
            return this;
        }
        // The first CRC, carried over as many zero bits as follow, by squaring (Mark Adler's crc32_combine).
        int[] odd = oneZeroBit();
        int[] even = new int[Integer.SIZE];
        square(even, odd);
        square(odd, even);
        int carried = crc;
        long bytes = next.length;
        boolean isOdd = true;
        while (bytes != 0) {
            int[] from = isOdd ? odd : even;
            int[] to = isOdd ? even : odd;
            square(to, from);
            if ((bytes & 1) != 0) {
                carried = times(to, carried);
            }
            bytes >>= 1;
            isOdd = !isOdd;
        }
        return new Crc32cSum(carried ^ next.crc, length + next.length);
    }

    private static int[] oneZeroBit() {
        int[] matrix = new int[Integer.SIZE];
        matrix[0] = POLYNOMIAL;
        for (int n = 1; n < matrix.length; n++) {
            matrix[n] = 1 << (n - 1);
        }
        return matrix;
    }

    private static void square(int[] square, int[] matrix) {
        for (int n = 0; n < matrix.length; n++) {
            square[n] = times(matrix, matrix[n]);
        }
    }

    private static int times(int[] matrix, int vector) {
        int product = 0;
        for (int n = 0, left = vector; left != 0; n++, left >>>= 1) {
            if ((left & 1) != 0) {
                product ^= matrix[n];
            }
        }
        return product;
    }
}

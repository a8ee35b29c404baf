package io.tarn.columnar;

import org.apache.parquet.io.ParquetDecodingException;

/** What {@link RleEncoder} encoded; not thread-safe. */
final class RleDecoder {
    private byte[] bytes = {};
    private int at;
    private int end;

    /**
     * Decodes the first values of a range.
     *
     * @param width bits of a value
     * @throws ParquetDecodingException if there are fewer
     */
    void decode(byte[] source, int from, int to, int width, int[] out, int count) {
        bytes = source;
        at = from;
        end = to;
        int done = 0;
        while (done < count) {
            int header = varint();
            if ((header & 1) == 0) {
                int length = Math.min(header >>> 1, count - done);
                int value = repeated(width);
                for (int i = 0; i < length; i++) {
                    out[done++] = value;
                }
            } else {
                done = packed(header >>> 1, width, out, done, count);
            }
        }
    }

    private int repeated(int width) {
        int value = 0;
        for (int bits = 0; bits < width; bits += 8) {
            value |= next() << bits;
        }
        return value;
    }

    /** So many groups of eight; the last may be filled up. */
    private int packed(int groups, int width, int[] out, int from, int count) {
        int done = from;
        int last = (int) Math.min(count, from + groups * 8L);
        long stop = at + (long) groups * width;
        if (stop > end && done + (end - at) * 8L / Math.max(1, width) < last) {
            throw new ParquetDecodingException("packed values end too early");
        }
        int mask = (int) ((1L << width) - 1);
        long held = 0;
        int bits = 0;
        while (done < last) {
            while (bits < width) {
                held |= (long) (bytes[at++] & 0xFF) << bits;
                bits += 8;
            }
            out[done++] = (int) held & mask;
            held >>>= width;
            bits -= width;
        }
        at = (int) stop;
        return done;
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int b = next();
            value |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new ParquetDecodingException("a number is too long");
    }

    private int next() {
        if (at >= end) {
            throw new ParquetDecodingException("encoded values end too early");
        }
        return bytes[at++] & 0xFF;
    }
}

package io.tarn.columnar;

/**
 * Levels, or numbers of dictionary entries, in Parquet's RLE/bit-packing hybrid. Takes runs, so that a million nulls
 * cost as much as one.
 *
 * <p>Format: <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">RLE</a>; not thread-safe.
 */
final class RleEncoder {
    private static final int MAX_GROUPS = 63;

    private int width;
    private final GrowingBytes out = new GrowingBytes(64);

    private int last = -1;
    private long run;

    /** The eight being packed. */
    private final int[] group = new int[8];

    private int inGroup;

    /** Where the header of the open bit-packed run is, or -1. */
    private int header = -1;

    private int groups;

    /** @param max the largest value */
    RleEncoder(int max) {
        reset(max);
    }

    void add(int value, long count) {
        if (value == last) {
            run += count;
            return;
        }
        endRun();
        last = value;
        run = count;
    }

    /** Bits of a value. */
    int width() {
        return width;
    }

    /** What was encoded, after which only {@link #reset} is allowed. */
    GrowingBytes finish() {
        endRun();
        while (inGroup > 0) {
            pack(0);
        }
        endPacked();
        return out;
    }

    /** @param max the largest value */
    void reset(int max) {
        width = 32 - Integer.numberOfLeadingZeros(max);
        out.clear();
        last = -1;
        run = 0;
        inGroup = 0;
        header = -1;
    }

    private void endRun() {
        while (run > 0 && (inGroup > 0 || run < 8)) {
            pack(last);
            run--;
        }
        if (run > 0) {
            endPacked();
            long left = run;
            while (left > 0) {
                int part = (int) Math.min(left, Integer.MAX_VALUE >> 1);
                varint(part << 1);
                for (int bits = 0; bits < width; bits += 8) {
                    out.add(last >>> bits);
                }
                left -= part;
            }
            run = 0;
        }
    }

    private void pack(int value) {
        group[inGroup] = value;
        if (++inGroup < 8) {
            return;
        }
        if (header < 0) {
            header = out.length;
            groups = 0;
            out.add(0);
        }
        inGroup = 0;
        packGroup();
        if (++groups == MAX_GROUPS) {
            endPacked();
        }
    }

    private void packGroup() {
        out.reserve(width);
        byte[] to = out.array;
        int at = out.length;
        long bits = 0;
        int held = 0;
        for (int value : group) {
            bits |= (long) value << held;
            held += width;
            for (; held >= 8; held -= 8) {
                to[at++] = (byte) bits;
                bits >>>= 8;
            }
        }
        out.length = at;
    }

    private void endPacked() {
        if (header >= 0) {
            out.array[header] = (byte) (groups << 1 | 1);
            header = -1;
        }
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.add(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.add(rest);
    }
}

package io.tarn.columnar;

/**
 * Repetition or definition levels in Parquet's RLE/bit-packing hybrid. Takes runs, so that a million nulls cost as much
 * as one.
 *
 * <p>Format: <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">RLE</a>; not thread-safe.
 */
final class LevelEncoder {
    private static final int MAX_GROUPS = 63;

    private final int width;
    private final GrowingBytes out = new GrowingBytes(64);

    private int level = -1;
    private long run;

    /** The group of eight being packed. */
    private long group;

    private int inGroup;

    /** Where the header of the open bit-packed run is, or -1. */
    private int header = -1;

    private int groups;

    /** @param maxLevel at least 1 */
    LevelEncoder(int maxLevel) {
        width = 32 - Integer.numberOfLeadingZeros(maxLevel);
    }

    void add(int value, long count) {
        if (value == level) {
            run += count;
            return;
        }
        endRun();
        level = value;
        run = count;
    }

    /** The encoded levels, after which only {@link #reset} is allowed. */
    GrowingBytes finish() {
        endRun();
        while (inGroup > 0) {
            pack(0);
        }
        endPacked();
        return out;
    }

    void reset() {
        out.clear();
        level = -1;
        run = 0;
        group = 0;
        inGroup = 0;
        header = -1;
    }

    private void endRun() {
        while (run > 0 && (inGroup > 0 || run < 8)) {
            pack(level);
            run--;
        }
        if (run > 0) {
            endPacked();
            long left = run;
            while (left > 0) {
                int part = (int) Math.min(left, Integer.MAX_VALUE >> 1);
                varint(part << 1);
                out.add(level);
                left -= part;
            }
            run = 0;
        }
    }

    private void pack(int value) {
        group |= (long) value << inGroup * width;
        if (++inGroup < 8) {
            return;
        }
        if (header < 0) {
            header = out.length;
            groups = 0;
            out.add(0);
        }
        for (int i = 0; i < width; i++) {
            out.add((int) (group >>> 8 * i));
        }
        group = 0;
        inGroup = 0;
        if (++groups == MAX_GROUPS) {
            endPacked();
        }
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

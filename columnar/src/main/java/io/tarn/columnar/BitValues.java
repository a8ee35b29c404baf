package io.tarn.columnar;

import org.apache.parquet.column.statistics.Statistics;

/** Booleans, eight to a byte, the first in the lowest bit. */
final class BitValues extends ChunkValues {
    private int inByte;
    private boolean hasTrue;
    private boolean hasFalse;

    BitValues() {
        super(-1);
    }

    /** Adds a value. */
    void add(boolean value) {
        if (inByte == 0) {
            plain.add(0);
        }
        hasTrue |= value;
        hasFalse |= !value;
        plain.array[plain.length - 1] |= (byte) (value ? 1 << inByte : 0);
        inByte = inByte + 1 & 7;
    }

    @Override
    int hash(byte[] bytes, int from, int to) {
        throw new UnsupportedOperationException("booleans have no dictionary");
    }

    @Override
    int consider(byte[] bytes, int at, Statistics<?> statistics) {
        return bytes.length;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        if (hasTrue) {
            statistics.updateStats(true);
        }
        if (hasFalse) {
            statistics.updateStats(false);
        }
        hasTrue = false;
        hasFalse = false;
        inByte = 0;
    }
}

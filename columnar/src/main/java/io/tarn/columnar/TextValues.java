package io.tarn.columnar;

import io.tarn.core.json.KeyHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Byte arrays, of any length or of one. */
final class TextValues extends ChunkValues {
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle PREFIX = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int fixed;
    private final GrowingBytes value = new GrowingBytes(64);
    /** Of the open page, once one value was considered. */
    private @Nullable Bound least;

    private @Nullable Bound most;

    /** @param fixed length of all values, or 0 */
    TextValues(int maxDictionary, int fixed) {
        super(maxDictionary);
        this.fixed = fixed;
    }

    /** Adds a value. */
    void add(byte[] bytes, int from, int to) {
        if (fixed > 0) {
            addPlain(bytes, from, to);
            return;
        }
        value.clear();
        value.reserve(to - from + 4);
        LENGTH.set(value.array, 0, to - from);
        System.arraycopy(bytes, from, value.array, 4, to - from);
        addPlain(value.array, 0, to - from + 4);
    }

    @Override
    int hash(byte[] bytes, int from, int to) {
        return KeyHash.of(bytes, from, to);
    }

    /** A value, and its first eight bytes as a number, by which most comparisons end. */
    private record Bound(byte[] bytes, long prefix) {}

    @Override
    int consider(byte[] bytes, int at, Statistics<?> statistics) {
        if (fixed > 0) {
            // A decimal, which has an order of its own.
            statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, at, at + fixed)));
            return at + fixed;
        }
        int from = at + 4;
        int to = from + (int) LENGTH.get(bytes, at);
        considerText(bytes, from, to);
        return to;
    }

    private void considerText(byte[] bytes, int from, int to) {
        Bound low = least;
        Bound high = most;
        long prefix = prefix(bytes, from, to);
        if (low == null || high == null) {
            least = new Bound(Arrays.copyOfRange(bytes, from, to), prefix);
            most = least;
        } else if (isBelow(bytes, from, to, prefix, low)) {
            least = new Bound(Arrays.copyOfRange(bytes, from, to), prefix);
        } else if (isAbove(bytes, from, to, prefix, high)) {
            most = new Bound(Arrays.copyOfRange(bytes, from, to), prefix);
        }
    }

    private static boolean isBelow(byte[] bytes, int from, int to, long prefix, Bound bound) {
        int order = Long.compareUnsigned(prefix, bound.prefix);
        return order < 0
                || order == 0 && Arrays.compareUnsigned(bytes, from, to, bound.bytes, 0, bound.bytes.length) < 0;
    }

    private static boolean isAbove(byte[] bytes, int from, int to, long prefix, Bound bound) {
        int order = Long.compareUnsigned(prefix, bound.prefix);
        return order > 0
                || order == 0 && Arrays.compareUnsigned(bytes, from, to, bound.bytes, 0, bound.bytes.length) > 0;
    }

    /** A shorter value is filled up with zeros: it may be equal to a longer one's, never above it. */
    private static long prefix(byte[] bytes, int from, int to) {
        if (to - from >= 8) {
            return (long) PREFIX.get(bytes, from);
        }
        long prefix = 0;
        for (int p = from; p < from + 8; p++) {
            prefix = prefix << 8 | (p < to ? bytes[p] & 0xFF : 0);
        }
        return prefix;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        Bound low = least;
        Bound high = most;
        if (low != null && high != null) {
            statistics.updateStats(Binary.fromConstantByteArray(low.bytes));
            statistics.updateStats(Binary.fromConstantByteArray(high.bytes));
        }
        least = null;
        most = null;
    }
}

package io.tarn.columnar;

import io.tarn.core.json.KeyHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Numbers of four or eight bytes; a double is its bits. */
final class NumberValues extends ChunkValues {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final PrimitiveTypeName type;
    private final int width;
    private final byte[] value = new byte[8];

    NumberValues(int maxDictionary, PrimitiveTypeName type) {
        super(maxDictionary);
        this.type = type;
        width = type == PrimitiveTypeName.INT32 ? 4 : 8;
    }

    /** Adds a value. */
    void add(long number) {
        LONG.set(value, 0, number);
        addPlain(value, 0, width);
    }

    @Override
    int hash(byte[] bytes, int from, int to) {
        return KeyHash.of(width == 4 ? (int) INT.get(bytes, from) : (long) LONG.get(bytes, from));
    }

    @Override
    int consider(byte[] bytes, int at, Statistics<?> statistics) {
        switch (type) {
            case INT32 -> statistics.updateStats((int) INT.get(bytes, at));
            case DOUBLE -> statistics.updateStats(Double.longBitsToDouble((long) LONG.get(bytes, at)));
            default -> statistics.updateStats((long) LONG.get(bytes, at));
        }
        return at + width;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        // They were taken one by one.
    }
}

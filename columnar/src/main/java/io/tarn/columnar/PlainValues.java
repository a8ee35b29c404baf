package io.tarn.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType;

/**
 * How long values are in PLAIN.
 *
 * @param width bytes of a value, 0 if its length stands before it
 */
record PlainValues(int width) {
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    static PlainValues of(ColumnDescriptor column) {
        PrimitiveType type = column.getPrimitiveType();
        return new PlainValues(
                switch (type.getPrimitiveTypeName()) {
                    case INT32 -> 4;
                    case INT64, DOUBLE -> 8;
                    case FIXED_LEN_BYTE_ARRAY -> type.getTypeLength();
                    case BINARY, BOOLEAN -> 0;
                    case FLOAT, INT96 -> throw new IllegalArgumentException("Tarn does not write this type: " + column);
                });
    }

    /** Where the value at {@code at} ends. */
    int end(byte[] bytes, int at) {
        long end = (long) at + width;
        if (width == 0) {
            int length = at + 4 <= bytes.length ? (int) LENGTH.get(bytes, at) : -1;
            end = length < 0 ? Long.MAX_VALUE : at + 4L + length;
        }
        if (end > bytes.length) {
            throw new ParquetDecodingException("values end too early");
        }
        return (int) end;
    }
}

package io.tarn.columnar;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.tarn.schema.Column;
import io.tarn.schema.ColumnType;
import io.tarn.schema.TableSchema;
import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The physical schema of a table: what Athena, Trino, Spark and DuckDB read without options. */
public final class ParquetSchema {
    private ParquetSchema() {}

    /** The columns of the root, then {@code _rest}, then {@code tarn}. */
    public static MessageType of(TableSchema schema) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (Column column : schema.root().columns()) {
            message.addField(field(column.name(), column.type()));
        }
        return message.addField(string(TableSchema.REST)).addField(tarn()).named("tarn");
    }

    private static GroupType tarn() {
        return Types.requiredGroup()
                .required(BINARY)
                .as(stringType())
                .named("event_id")
                .required(INT64)
                .as(timestampType(true, TimeUnit.MICROS))
                .named("received_at")
                .required(BINARY)
                .as(stringType())
                .named("segment")
                .required(INT64)
                .named("seq")
                .required(INT64)
                .named("hash")
                .named(TableSchema.TARN);
    }

    private static Type field(String name, ColumnType type) {
        if (type instanceof ColumnType.Scalar scalar) {
            return scalar(name, scalar);
        }
        if (type instanceof ColumnType.Timestamp) {
            return Types.optional(INT64)
                    .as(timestampType(true, TimeUnit.MICROS))
                    .named(name);
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return decimal(name, decimal);
        }
        if (type instanceof ColumnType.Struct struct) {
            List<Type> fields = struct.columns().stream()
                    .map(column -> field(column.name(), column.type()))
                    .toList();
            return Types.optionalGroup().addFields(fields.toArray(Type[]::new)).named(name);
        }
        if (type instanceof ColumnType.Array array) {
            return Types.optionalList()
                    .element(field("element", array.element()))
                    .named(name);
        }
        return Types.optionalMap()
                .key(string("key").asPrimitiveType())
                .value(string("value"))
                .named(name);
    }

    private static Type scalar(String name, ColumnType.Scalar scalar) {
        return switch (scalar) {
            case BOOL -> Types.optional(BOOLEAN).named(name);
            case BIGINT -> Types.optional(INT64).named(name);
            case DOUBLE -> Types.optional(DOUBLE).named(name);
            case DATE -> Types.optional(INT32).as(dateType()).named(name);
            case STRING, JSON, JSON_ARRAY -> string(name);
        };
    }

    private static Type string(String name) {
        return Types.optional(BINARY).as(stringType()).named(name);
    }

    private static Type decimal(String name, ColumnType.Decimal decimal) {
        var annotation = decimalType(decimal.scale(), decimal.precision());
        if (decimal.precision() <= 9) {
            return Types.optional(INT32).as(annotation).named(name);
        }
        if (decimal.precision() <= 18) {
            return Types.optional(INT64).as(annotation).named(name);
        }
        return Types.optional(FIXED_LEN_BYTE_ARRAY)
                .length(bytesFor(decimal.precision()))
                .as(annotation)
                .named(name);
    }

    /** The fewest bytes that hold every value of so many digits, and its sign. */
    static int bytesFor(int precision) {
        return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / 8 + 1;
    }
}

package io.tarn.ingest.verify;

import io.tarn.schema.ColumnType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file's column has the physical type that engines are told it has; anything else fails in them or, worse,
 * reads wrong.
 */
final class PhysicalTypes {
    private PhysicalTypes() {}

    static void check(Type field, ColumnType type) {
        if (!matches(field, type)) {
            throw new WrongType(field.getName(), "is " + oneLine(field) + " in the file, but the schema says " + type);
        }
    }

    private static boolean matches(Type field, ColumnType type) {
        LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
        if (type instanceof ColumnType.Struct) {
            return !field.isPrimitive() && logical == null && !field.isRepetition(Repetition.REPEATED);
        }
        if (type instanceof ColumnType.Array) {
            return !field.isPrimitive() && logical instanceof ListLogicalTypeAnnotation;
        }
        if (type instanceof ColumnType.MapOf) {
            return !field.isPrimitive() && logical instanceof MapLogicalTypeAnnotation;
        }
        return field.isPrimitive() && leafMatches(field.asPrimitiveType().getPrimitiveTypeName(), logical, type);
    }

    private static boolean leafMatches(
            PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, ColumnType type) {
        if (type instanceof ColumnType.Timestamp) {
            return physical == PrimitiveTypeName.INT64
                    && logical instanceof TimestampLogicalTypeAnnotation t
                    && t.getUnit() == TimeUnit.MICROS
                    && t.isAdjustedToUTC();
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return logical instanceof DecimalLogicalTypeAnnotation d
                    && d.getScale() == decimal.scale()
                    && d.getPrecision() == decimal.precision();
        }
        return switch ((ColumnType.Scalar) type) {
            case BOOL -> physical == PrimitiveTypeName.BOOLEAN;
            case BIGINT -> physical == PrimitiveTypeName.INT64 && !(logical instanceof TimestampLogicalTypeAnnotation);
            case DOUBLE -> physical == PrimitiveTypeName.DOUBLE;
            case DATE -> physical == PrimitiveTypeName.INT32 && logical instanceof DateLogicalTypeAnnotation;
            case STRING, JSON, JSON_ARRAY ->
                physical == PrimitiveTypeName.BINARY && logical instanceof StringLogicalTypeAnnotation;
        };
    }

    private static String oneLine(Type field) {
        return field.toString().replaceAll("\\s+", " ");
    }
}

package io.tarn.schema;

import io.tarn.schema.ColumnType.Scalar;

/** DDL text for Athena. */
public final class AthenaDdl {
    /** Longest comment of a column, in characters. */
    static final int MAX_COMMENT = 255;

    private AthenaDdl() {}

    /** A type as Athena, Hive and Glue write it, names without quotes. */
    public static String typeOf(ColumnType type) {
        StringBuilder out = new StringBuilder();
        append(out, type, false);
        return out.toString();
    }

    private static void append(StringBuilder out, ColumnType type, boolean quoted) {
        if (type instanceof Scalar scalar) {
            out.append(
                    switch (scalar) {
                        case BOOL -> "boolean";
                        case BIGINT -> "bigint";
                        case DOUBLE -> "double";
                        case STRING, JSON, JSON_ARRAY -> "string";
                        case DATE -> "date";
                    });
        } else if (type instanceof ColumnType.Timestamp) {
            out.append("timestamp");
        } else if (type instanceof ColumnType.Decimal d) {
            out.append("decimal(").append(d.precision()).append(',').append(d.scale()).append(')');
        } else if (type instanceof ColumnType.MapOf) {
            out.append("map<string,string>");
        } else if (type instanceof ColumnType.Array array) {
            out.append("array<");
            append(out, array.element(), quoted);
            out.append('>');
        } else if (type instanceof ColumnType.Struct struct) {
            String comma = "struct<";
            for (Column c : struct.columns()) {
                out.append(comma).append(quoted ? SqlNames.hive(c.name()) : c.name()).append(':');
                append(out, c.type(), quoted);
                comma = ",";
            }
            out.append(struct.columns().isEmpty() ? "struct<>" : ">");
        }
    }
}

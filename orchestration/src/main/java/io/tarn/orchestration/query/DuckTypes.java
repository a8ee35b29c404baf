package io.tarn.orchestration.query;

import io.tarn.schema.Column;
import io.tarn.schema.ColumnType;
import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of a collection in DuckDB's words. */
final class DuckTypes {
    private static final String PROVENANCE =
            "STRUCT(event_id VARCHAR, received_at TIMESTAMPTZ, segment VARCHAR, seq BIGINT, hash BIGINT)";

    private DuckTypes() {}

    /** A column of a view. */
    record ViewColumn(String name, String type) {}

    /** All columns of the newest schema, overflow, provenance and partition included, in the table's order. */
    static List<ViewColumn> columns(TableSchema schema) {
        List<ViewColumn> columns = new ArrayList<>();
        for (Column column : schema.root().columns()) {
            columns.add(new ViewColumn(column.name(), type(column.type())));
        }
        columns.add(new ViewColumn(TableSchema.REST, "VARCHAR"));
        columns.add(new ViewColumn(TableSchema.TARN, PROVENANCE));
        for (String part : List.of("year", "month", "day")) {
            columns.add(new ViewColumn(part, "VARCHAR"));
        }
        return columns;
    }

    private static String type(ColumnType type) {
        if (type instanceof ColumnType.Struct struct) {
            return struct.columns().stream()
                    .map(column -> name(column.name()) + " " + type(column.type()))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        if (type instanceof ColumnType.Array array) {
            return type(array.element()) + "[]";
        }
        if (type instanceof ColumnType.MapOf) {
            return "MAP(VARCHAR, VARCHAR)";
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ColumnType.Timestamp) {
            return "TIMESTAMPTZ";
        }
        return switch ((ColumnType.Scalar) type) {
            case BOOL -> "BOOLEAN";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case STRING, JSON, JSON_ARRAY -> "VARCHAR";
        };
    }

    /** A name, quoted. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text, quoted. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

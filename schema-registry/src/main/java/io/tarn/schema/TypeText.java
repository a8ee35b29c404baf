package io.tarn.schema;

import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.ColumnType.Timestamp;
import java.util.List;
import java.util.Locale;

/**
 * Types as the registry writes them: {@code bool bigint double string json json_array date}, {@code decimal(18,2)},
 * {@code map<string>} and {@code map<json>} by their values, {@code array<…>}, {@code struct} (its fields stand beside
 * it), {@code timestamp(zone format)}.
 */
final class TypeText {
    private TypeText() {}

    static String of(ColumnType type) {
        if (type instanceof Scalar scalar) {
            return scalar.name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof Timestamp t) {
            return "timestamp(" + t.zone() + " " + t.format() + ")";
        }
        if (type instanceof Decimal d) {
            return "decimal(" + d.precision() + "," + d.scale() + ")";
        }
        if (type instanceof MapOf map) {
            return map.jsonValues() ? "map<json>" : "map<string>";
        }
        return type instanceof Array array ? "array<" + of(array.element()) + ">" : "struct";
    }

    /** The type that a text names; throws IllegalArgumentException for any other text. */
    static ColumnType parse(String text, List<Column> fields) {
        if (text.startsWith("array<") && text.endsWith(">")) {
            return new Array(parse(text.substring(6, text.length() - 1), fields));
        }
        if (text.startsWith("timestamp(") && text.endsWith(")")) {
            int blank = text.indexOf(' ');
            if (blank > 0) {
                return new Timestamp(text.substring(blank + 1, text.length() - 1), text.substring(10, blank));
            }
        }
        if (text.startsWith("decimal(") && text.endsWith(")")) {
            String[] parts = text.substring(8, text.length() - 1).split(",", -1);
            return new Decimal(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        return switch (text) {
            case "struct" -> new Struct(List.copyOf(fields));
            case "map<string>" -> new MapOf(false);
            case "map<json>" -> new MapOf(true);
            default -> Scalar.valueOf(text.toUpperCase(Locale.ROOT));
        };
    }

    /** The struct in a column, also in arrays; its columns are its fields. */
    static List<Column> fields(ColumnType type) {
        ColumnType inner = type;
        while (inner instanceof Array array) {
            inner = array.element();
        }
        return inner instanceof Struct struct ? struct.columns() : List.of();
    }
}

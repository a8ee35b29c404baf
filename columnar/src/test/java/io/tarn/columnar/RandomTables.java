package io.tarn.columnar;

import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.ColumnType.Timestamp;
import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Random schemas, and events that mostly fit them. */
final class RandomTables {
    private static final String[] KEYS = {"a", "b", "c/d", "e~f", "", "G", "h\\n", "j\uD83D\uDE00"};
    private static final String[] TEXTS = {
        "", "x", "hello", "\u00e9", "\\u0041\\n", "\\ud83d\\ude00", "\\u0000", "2024-02-29", "1.50", "\\ud800"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-17",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "9007199254740993",
        "1.50",
        "1e2",
        "-0.0",
        "1e400",
        "0.1",
        "123456789012345678901234567890",
        "1e-7",
        "99.99"
    };

    private final SplittableRandom random;

    RandomTables(long seed) {
        random = new SplittableRandom(seed);
    }

    TableSchema schema() {
        return new TableSchema(1, 1, struct(0));
    }

    private Struct struct(int depth) {
        List<Column> columns = new ArrayList<>();
        int keys = 1 + random.nextInt(4);
        for (int i = 0; i < keys; i++) {
            String key = KEYS[(i * 3 + depth) % KEYS.length].replace("\\n", "\n");
            String name = "k" + i;
            ColumnType type = type(depth);
            columns.add(new Column(name, key, Variant.PLAIN, type, false));
            for (Variant variant : Variant.values()) {
                if (variant != Variant.PLAIN && random.nextInt(3) == 0) {
                    String suffixed = name + "__" + variant.name().toLowerCase(Locale.ROOT);
                    columns.add(new Column(suffixed, key, variant, variantType(variant, depth), false));
                }
            }
        }
        return new Struct(columns);
    }

    private ColumnType type(int depth) {
        return switch (random.nextInt(depth > 2 ? 9 : 14)) {
            case 0 -> Scalar.BOOL;
            case 1 -> Scalar.BIGINT;
            case 2 -> Scalar.DOUBLE;
            case 3 -> Scalar.STRING;
            case 4 -> Scalar.JSON;
            case 5 -> Scalar.JSON_ARRAY;
            case 6 -> Scalar.DATE;
            case 7 -> new Timestamp("iso8601", "UTC");
            case 8 -> decimal();
            case 9 -> new MapOf(random.nextBoolean());
            case 10, 11 -> new Array(type(depth + 1));
            default -> struct(depth + 1);
        };
    }

    private ColumnType decimal() {
        int precision = 1 + random.nextInt(38);
        return new Decimal(precision, random.nextInt(precision + 1));
    }

    private ColumnType variantType(Variant variant, int depth) {
        return switch (variant) {
            case BOOL -> Scalar.BOOL;
            case BIGINT -> Scalar.BIGINT;
            case DOUBLE -> Scalar.DOUBLE;
            case STRING -> Scalar.STRING;
            case STRUCT -> depth > 2 ? new MapOf(false) : struct(depth + 1);
            case ARRAY -> new Array(depth > 2 ? Scalar.BIGINT : type(depth + 1));
            case JSON, PLAIN -> Scalar.JSON;
        };
    }

    /** The schema as it may have been some versions ago: at each level without some of the last columns. */
    TableSchema older(TableSchema schema) {
        return new TableSchema(1, 1, (Struct) older(schema.root()));
    }

    private ColumnType older(ColumnType type) {
        if (type instanceof Array array) {
            return new Array(older(array.element()));
        }
        if (!(type instanceof Struct struct)) {
            return type;
        }
        int keep = 1 + random.nextInt(struct.columns().size());
        return new Struct(struct.columns().subList(0, keep).stream()
                .map(c -> new Column(c.name(), c.key(), c.variant(), older(c.type()), c.pinned()))
                .toList());
    }

    /** A compact document. */
    String event(TableSchema schema) {
        StringBuilder out = new StringBuilder();
        object(out, schema.root(), 0);
        return out.toString();
    }

    private void object(StringBuilder out, Struct struct, int depth) {
        out.append('{');
        String comma = "";
        List<String> done = new ArrayList<>();
        for (Column column : struct.columns()) {
            if (random.nextInt(3) > 0 && !done.contains(column.key())) {
                done.add(column.key());
                out.append(comma)
                        .append('"')
                        .append(column.key().replace("\n", "\\n"))
                        .append("\":");
                comma = ",";
                value(out, column.type(), depth + 1);
            }
        }
        if (random.nextInt(4) == 0) {
            out.append(comma).append("\"unknown~/\":");
            anything(out, depth + 1);
        }
        out.append('}');
    }

    private void value(StringBuilder out, ColumnType type, int depth) {
        int luck = random.nextInt(10);
        if (luck == 0) {
            anything(out, depth);
        } else if (luck == 1) {
            out.append("null");
        } else if (type instanceof Struct struct) {
            object(out, struct, depth);
        } else if (type instanceof Array array) {
            array(out, array.element(), depth);
        } else if (type instanceof MapOf map) {
            map(out, map, depth);
        } else if (type == Scalar.BOOL) {
            out.append(random.nextBoolean());
        } else if (type == Scalar.STRING || type == Scalar.DATE || type instanceof Timestamp) {
            out.append('"').append(TEXTS[random.nextInt(TEXTS.length)]).append('"');
        } else if (type == Scalar.BIGINT || type == Scalar.DOUBLE || type instanceof Decimal) {
            out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
        } else if (type == Scalar.JSON_ARRAY) {
            array(out, Scalar.JSON, depth);
        } else {
            anything(out, depth);
        }
    }

    private void array(StringBuilder out, ColumnType element, int depth) {
        out.append('[');
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",");
            value(out, element, depth + 1);
        }
        out.append(']');
    }

    private void map(StringBuilder out, MapOf map, int depth) {
        out.append('{');
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",").append("\"key").append(i).append("\":");
            value(out, map.jsonValues() ? Scalar.JSON : Scalar.STRING, depth + 1);
        }
        out.append('}');
    }

    private void anything(StringBuilder out, int depth) {
        switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> out.append(random.nextBoolean());
            case 1 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 2 ->
                out.append('"').append(TEXTS[random.nextInt(TEXTS.length)]).append('"');
            case 3 -> out.append("null");
            case 4 -> array(out, Scalar.JSON, depth);
            default -> map(out, new MapOf(true), depth);
        }
    }
}

package io.tarn.schema;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule of {@link TableSchema}, value by value, as whoever writes rows must follow it; written for tests, without
 * the planner's classes.
 */
final class RoutingRule {
    private final JsonTape tape;
    private final Map<String, String> rest = new TreeMap<>();

    private RoutingRule(JsonTape tape) {
        this.tape = tape;
    }

    /** What of an event has no column: JSON pointer and JSON text. */
    static Map<String, String> rest(TableSchema schema, String event) {
        RoutingRule rule = new RoutingRule(Given.tape(event));
        rule.members(schema.root().columns(), 0, "");
        return rule.rest;
    }

    /** Whether a text is what counts only where a column can tell. */
    static boolean hollow(String json) {
        return json.chars().allMatch(c -> "{}[], ".indexOf(c) >= 0) || withoutKeys(json);
    }

    private static boolean withoutKeys(String json) {
        String values = json.replaceAll("\"[^\"]*\":", "").replace("null", "");
        return values.chars().allMatch(c -> "{}[], ".indexOf(c) >= 0);
    }

    private void members(List<Column> columns, int object, String pointer) {
        int key = object + 1;
        for (int i = tape.size(object); i > 0; i--) {
            if (tape.kind(key + 1) != JsonKind.NULL) {
                member(columns, tape.text(key), key + 1, Pointers.member(pointer, tape.text(key)));
            }
            key = tape.after(key + 1);
        }
    }

    private void member(List<Column> columns, String key, int value, String pointer) {
        Column plain = column(columns, key, Variant.PLAIN);
        for (Variant v : new Variant[] {Variant.PLAIN, ofKind(value, plain), Variant.JSON}) {
            Column c = v == null ? null : column(columns, key, v);
            if (c != null && takes(c.type(), value)) {
                into(c.type(), value, pointer);
                return;
            }
        }
        rest.put(pointer, text(value));
    }

    private void into(ColumnType type, int value, String pointer) {
        if (type instanceof Struct struct && tape.kind(value) == JsonKind.OBJECT) {
            members(struct.columns(), value, pointer);
        } else if (type instanceof Array array && tape.kind(value) == JsonKind.ARRAY) {
            int element = value + 1;
            for (int i = 0; i < tape.size(value); i++) {
                into(array.element(), element, pointer + "/" + i);
                element = tape.after(element);
            }
        }
    }

    private @Nullable Variant ofKind(int value, @Nullable Column plain) {
        boolean besideString = plain != null && plain.type() == Scalar.STRING;
        return switch (tape.kind(value)) {
            case TRUE, FALSE -> Variant.BOOL;
            case INTEGER -> Variant.BIGINT;
            case FRACTION -> besideString ? null : Variant.DOUBLE;
            case STRING -> Variant.STRING;
            case OBJECT -> Variant.STRUCT;
            case ARRAY -> Variant.ARRAY;
            case NULL -> null;
        };
    }

    private boolean takes(ColumnType type, int value) {
        JsonKind kind = tape.kind(value);
        if (type instanceof Scalar scalar) {
            return switch (scalar) {
                case BOOL -> kind == JsonKind.TRUE || kind == JsonKind.FALSE;
                case BIGINT -> kind == JsonKind.INTEGER && tape.fitsLong(value);
                case DOUBLE ->
                    kind == JsonKind.FRACTION && Double.isFinite(tape.doubleValue(value))
                            || kind == JsonKind.INTEGER && tape.fitsDouble(value);
                case STRING -> kind == JsonKind.STRING && !tape.loneSurrogate(value);
                case JSON -> true;
                case JSON_ARRAY -> kind == JsonKind.ARRAY;
                case DATE -> throw new IllegalStateException("not generated");
            };
        }
        if (type instanceof Array array) {
            return kind == JsonKind.ARRAY && takesElements(array.element(), value);
        }
        return kind == JsonKind.OBJECT && (!(type instanceof MapOf map) || map.jsonValues() || allStrings(value));
    }

    private boolean takesElements(ColumnType element, int array) {
        int e = array + 1;
        for (int i = tape.size(array); i > 0; i--) {
            if (tape.kind(e) != JsonKind.NULL && !takes(element, e)) {
                return false;
            }
            e = tape.after(e);
        }
        return true;
    }

    private boolean allStrings(int object) {
        int key = object + 1;
        for (int i = tape.size(object); i > 0; i--) {
            boolean string = tape.kind(key + 1) == JsonKind.STRING && !tape.loneSurrogate(key + 1);
            if (!string && tape.kind(key + 1) != JsonKind.NULL) {
                return false;
            }
            key = tape.after(key + 1);
        }
        return true;
    }

    private static @Nullable Column column(List<Column> columns, String key, Variant variant) {
        return columns.stream()
                .filter(c -> c.key().equals(key) && c.variant() == variant)
                .findFirst()
                .orElse(null);
    }

    private String text(int value) {
        return tape.text(value);
    }
}

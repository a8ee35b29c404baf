package io.tarn.schema;

import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a type takes all values that were seen at a path; the rule is that of {@link TableSchema} and
 * {@link ColumnType}.
 */
final class Fit {
    private static final Set<ValueClass> LONGS = EnumSet.of(ValueClass.INT, ValueClass.INT_NO_DOUBLE);
    private static final Set<ValueClass> DOUBLES =
            EnumSet.of(ValueClass.INT, ValueClass.HUGE_DOUBLE, ValueClass.FRACTION);
    private static final Set<ValueClass> OBJECTS = EnumSet.of(ValueClass.OBJECT, ValueClass.HOLLOW_OBJECT);
    private static final Set<ValueClass> ARRAYS = EnumSet.of(ValueClass.ARRAY, ValueClass.HOLLOW_ARRAY);

    private Fit() {}

    /** Whether the type takes this class of values; of arrays and maps, those that fit. */
    static boolean takes(ColumnType type, ValueClass value) {
        if (type instanceof Struct || type instanceof MapOf) {
            return OBJECTS.contains(value);
        }
        if (type instanceof Array) {
            return ARRAYS.contains(value);
        }
        if (!(type instanceof Scalar scalar)) {
            return false;
        }
        return switch (scalar) {
            case BOOL -> value == ValueClass.BOOL;
            case BIGINT -> LONGS.contains(value);
            case DOUBLE -> DOUBLES.contains(value);
            case STRING -> value == ValueClass.STRING;
            case JSON -> true;
            case JSON_ARRAY -> ARRAYS.contains(value);
            // Pinned: which values it takes is known only value by value.
            case DATE -> false;
        };
    }

    /** Whether the type takes all objects seen at the node. */
    static boolean takesObjects(ColumnType type, EvidenceNode node) {
        if (type instanceof MapOf map) {
            return node.badKeys == 0 && (map.jsonValues() || node.noStrings == 0);
        }
        return takes(type, ValueClass.OBJECT);
    }

    /** Whether the type takes all arrays seen at the node. */
    static boolean takesArrays(ColumnType type, EvidenceNode node) {
        if (type instanceof Array array) {
            return node.element == null || takesAll(array.element(), node.element);
        }
        return takes(type, ValueClass.ARRAY);
    }

    /** Whether the type takes all values seen at the node. */
    static boolean takesAll(ColumnType type, EvidenceNode node) {
        for (ValueClass value : ValueClass.ALL) {
            if (node.count(value) > 0 && !takes(type, value)) {
                return false;
            }
        }
        boolean objects = node.count(ValueClass.OBJECT) + node.count(ValueClass.HOLLOW_OBJECT) > 0;
        boolean arrays = node.count(ValueClass.ARRAY) + node.count(ValueClass.HOLLOW_ARRAY) > 0;
        return (!objects || takesObjects(type, node)) && (!arrays || takesArrays(type, node));
    }
}

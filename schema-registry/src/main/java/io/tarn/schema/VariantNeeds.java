package io.tarn.schema;

import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which variants a member needs for the values that its plain column does not take, by the rule of {@link TableSchema}.
 */
final class VariantNeeds {
    private VariantNeeds() {}

    /** By variant, how many of the values it takes because the plain column does not. */
    static Map<Variant, Long> of(ColumnType plain, EvidenceNode node) {
        Map<Variant, Long> needed = new EnumMap<>(Variant.class);
        for (ValueClass value : ValueClass.ALL) {
            if (node.count(value) > 0 && !taken(plain, value, node)) {
                Variant variant = variantOf(plain, value);
                if (variant != null) {
                    needed.merge(variant, node.count(value), Long::sum);
                }
            }
        }
        return needed;
    }

    /** Whether a type takes all values of a class that were seen at the node. */
    static boolean taken(ColumnType plain, ValueClass value, EvidenceNode node) {
        return switch (value) {
            case OBJECT -> Fit.takesObjects(plain, node);
            case ARRAY -> Fit.takesArrays(plain, node);
            default -> Fit.takes(plain, value);
        };
    }

    private static @Nullable Variant variantOf(ColumnType plain, ValueClass value) {
        return switch (value) {
            case BOOL -> Variant.BOOL;
            case INT -> Variant.BIGINT;
            case INT_NO_DOUBLE -> plain == Scalar.DOUBLE ? Variant.JSON : Variant.BIGINT;
            // Beside a string its text is kept: 1.10 stays 1.10.
            case FRACTION -> plain == Scalar.STRING ? Variant.JSON : Variant.DOUBLE;
            case STRING -> Variant.STRING;
            case HUGE_DOUBLE, HUGE, OVERFLOW, LONE_SURROGATE -> Variant.JSON;
            case OBJECT -> plain instanceof MapOf ? Variant.JSON : Variant.STRUCT;
            case ARRAY -> plain instanceof Array ? Variant.JSON : Variant.ARRAY;
            case HOLLOW_OBJECT, HOLLOW_ARRAY -> null;
        };
    }
}

package io.tarn.schema;

import io.tarn.schema.ColumnType.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which kinds of values a path has, most frequent first: the first of them is its plain column's. */
final class FirstType {
    /** In the order that decides ties. */
    enum Kind {
        STRING,
        DOUBLE,
        BIGINT,
        BOOL,
        STRUCT,
        ARRAY
    }

    private FirstType() {}

    /**
     * The kinds by count, ties in the order of {@link Kind}. Numbers are one kind: double as soon as one of them is a
     * fraction.
     */
    static List<Kind> kinds(EvidenceNode node) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (count(node, kind) > 0) {
                kinds.add(kind);
            }
        }
        kinds.sort(Comparator.comparingLong((Kind k) -> -count(node, k)));
        return kinds;
    }

    static long count(EvidenceNode node, Kind kind) {
        return switch (kind) {
            case STRING -> node.count(ValueClass.STRING) + node.count(ValueClass.LONE_SURROGATE);
            case DOUBLE -> hasFraction(node) ? numbers(node) : 0;
            case BIGINT -> hasFraction(node) ? 0 : numbers(node);
            case BOOL -> node.count(ValueClass.BOOL);
            case STRUCT -> node.count(ValueClass.OBJECT);
            case ARRAY -> node.count(ValueClass.ARRAY);
        };
    }

    /** The type of a kind that has no members. */
    static @Nullable Scalar scalar(Kind kind) {
        return switch (kind) {
            case STRING -> Scalar.STRING;
            case DOUBLE -> Scalar.DOUBLE;
            case BIGINT -> Scalar.BIGINT;
            case BOOL -> Scalar.BOOL;
            case STRUCT, ARRAY -> null;
        };
    }

    private static boolean hasFraction(EvidenceNode node) {
        return node.count(ValueClass.FRACTION) + node.count(ValueClass.OVERFLOW) > 0;
    }

    private static long numbers(EvidenceNode node) {
        return node.count(ValueClass.INT)
                + node.count(ValueClass.INT_NO_DOUBLE)
                + node.count(ValueClass.HUGE_DOUBLE)
                + node.count(ValueClass.HUGE)
                + node.count(ValueClass.FRACTION)
                + node.count(ValueClass.OVERFLOW);
    }
}

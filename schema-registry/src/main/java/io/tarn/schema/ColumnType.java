package io.tarn.schema;

import java.io.Serializable;
import java.util.List;

/** The type of a column: what it is in SQL and which JSON values it takes. Immutable. */
public sealed interface ColumnType extends Serializable {

    /** How many Parquet leaf columns it has. */
    default int leafColumns() {
        return 1;
    }

    /** Types without children. */
    enum Scalar implements ColumnType {
        /** true and false. */
        BOOL,
        /** Integers that fit a long; {@code -0} is 0. */
        BIGINT,
        /** Fractions whose nearest double is finite, and integers that a double holds exactly. */
        DOUBLE,
        /** Strings that are Unicode text (no lone surrogates). */
        STRING,
        /** Any value but null, as its exact JSON text in a string column; the catch-all among variants. */
        JSON,
        /** Any array, as its exact JSON text in a string column: arrays whose elements conflict. */
        JSON_ARRAY,
        /** A pinned calendar date, from {@code YYYY-MM-DD}. */
        DATE
    }

    /**
     * A pinned point in time, microseconds in UTC; format and zone as in {@code RowSettings.EventTime}. Takes only what
     * loses nothing.
     */
    record Timestamp(String format, String zone) implements ColumnType {}

    /** A pinned decimal; takes numbers (and numbers as strings do not fit) that it holds exactly. */
    record Decimal(int precision, int scale) implements ColumnType {}

    /** Objects with known members. Columns stand in physical order, and new ones are only ever appended. */
    record Struct(List<Column> columns) implements ColumnType {
        @Override
        public int leafColumns() {
            return columns.stream().mapToInt(c -> c.type().leafColumns()).sum();
        }
    }

    /** Arrays each of whose elements is null or is taken by {@code element}. */
    record Array(ColumnType element) implements ColumnType {
        @Override
        public int leafColumns() {
            return element.leafColumns();
        }
    }

    /**
     * Objects with unknown members, as {@code map<string,string>}. With {@code jsonValues} it takes every object and
     * each value is exact JSON text; without, it takes objects whose values are all Unicode strings or null, and values
     * are those strings. Keys must be Unicode text.
     */
    record MapOf(boolean jsonValues) implements ColumnType {
        @Override
        public int leafColumns() {
            return 2;
        }
    }
}

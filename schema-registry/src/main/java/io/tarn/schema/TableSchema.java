package io.tarn.schema;

import java.io.Serializable;
import java.util.List;

/**
 * One version of a collection's schema: decisions only. Immutable.
 *
 * <p>The table has the columns of {@code root}, then {@code _rest} (string: a JSON object, JSON pointer in the event →
 * value, verbatim; null if empty), then {@code tarn} (struct of event_id string, received_at timestamp, segment string,
 * seq bigint, hash bigint).
 *
 * <p><b>Where a value goes</b>: null goes nowhere. Else the first of these that exists and takes it: the plain column
 * of its key; the variant column of its kind (BOOL: true/false; BIGINT: integers that fit a long; DOUBLE: fractions
 * with a finite double, but beside a plain string column never, so that the text is kept; STRING; STRUCT: objects;
 * ARRAY: arrays); the JSON variant; {@code _rest} under its pointer. A hidden field goes nowhere. An array's elements
 * have no variants of their own (the whole array goes to a variant), but members of structs in arrays have.
 *
 * @param version from 1; 0 is the schema without a decision
 * @param settings version of the settings it was decided under
 */
public record TableSchema(int version, int settings, ColumnType.Struct root) implements Serializable {
    /** Name of the overflow column. */
    public static final String REST = "_rest";
    /** Name of the provenance column. */
    public static final String TARN = "tarn";

    /** Before the first decision. */
    public static final TableSchema EMPTY = new TableSchema(0, 0, new ColumnType.Struct(List.of()));

    /** Leaf columns of tarn and _rest, which every table has. */
    static final int OWN_LEAVES = 6;

    /** Leaf columns as the budget counts them: of maps two, {@code _rest} and the five of {@code tarn} included. */
    public int leafColumns() {
        return OWN_LEAVES + root.leafColumns();
    }
}

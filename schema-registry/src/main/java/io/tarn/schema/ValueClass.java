package io.tarn.schema;

/**
 * What a value is to a column. A value without content is <em>hollow</em>: {@code {}}, {@code []} and whatever holds
 * nothing but nulls and such; it is no evidence for a column, but an array of numbers does not take it.
 */
enum ValueClass {
    BOOL,
    /** Fits a long, and a double holds it exactly. */
    INT,
    /** Fits a long, and no double holds it exactly. */
    INT_NO_DOUBLE,
    /** Beyond a long, and a double holds it exactly. */
    HUGE_DOUBLE,
    /** Beyond a long, and no double holds it exactly. */
    HUGE,
    FRACTION,
    /** Beyond every finite double. */
    OVERFLOW,
    STRING,
    /** A string with a surrogate without its partner, which is no Unicode text. */
    LONE_SURROGATE,
    OBJECT,
    HOLLOW_OBJECT,
    ARRAY,
    HOLLOW_ARRAY;

    /** In order; shared, so nobody may change it. */
    static final ValueClass[] ALL = values();
}

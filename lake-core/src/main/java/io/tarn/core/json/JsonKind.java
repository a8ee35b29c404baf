package io.tarn.core.json;

/** What a node of a {@link JsonTape} is. A number is INTEGER exactly if its text has none of {@code . e E}. */
public enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    FRACTION,
    TRUE,
    FALSE,
    NULL
}

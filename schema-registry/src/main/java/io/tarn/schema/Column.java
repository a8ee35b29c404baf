package io.tarn.schema;

import java.io.Serializable;

/**
 * One column of a table or a struct. Several columns may share a key: the plain one and its variants.
 *
 * @param name as engines see it: {@code [a-z0-9_]+}, at most 255 bytes, unique among its siblings
 * @param key the JSON member name, exactly
 * @param variant which variant of the member it is; PLAIN for the column that was decided at first publication
 * @param pinned true where a person chose the type
 */
public record Column(String name, String key, Variant variant, ColumnType type, boolean pinned)
        implements Serializable {
    /** Suffixes of variant columns are {@code "__" + lower-case name}. */
    public enum Variant {
        PLAIN,
        BOOL,
        BIGINT,
        DOUBLE,
        STRING,
        STRUCT,
        ARRAY,
        JSON
    }
}

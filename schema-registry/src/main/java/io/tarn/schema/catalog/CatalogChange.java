package io.tarn.schema.catalog;

import java.util.Map;
import java.util.Set;

/**
 * What is to become of a table; made again it changes nothing more.
 *
 * @param schema version of the schema that the table has at least
 * @param set partitions by day ({@code YYYY-MM-DD}), new or other than before
 * @param drop days without a partition from now on; none of them in {@code set}
 */
public record CatalogChange(int schema, Map<String, CatalogPartition> set, Set<String> drop) {
    public CatalogChange {
        set = Map.copyOf(set);
        drop = Set.copyOf(drop);
        for (String day : drop) {
            if (set.containsKey(day)) {
                throw new IllegalArgumentException("Partition " + day + " is to be set and dropped in one change");
            }
        }
    }

    /** Sets partitions and drops none. */
    public static CatalogChange setting(int schema, Map<String, CatalogPartition> set) {
        return new CatalogChange(schema, set, Set.of());
    }
}

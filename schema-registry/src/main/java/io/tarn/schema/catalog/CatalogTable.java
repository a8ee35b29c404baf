package io.tarn.schema.catalog;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table as query engines see it. Immutable.
 *
 * @param schema version of the schema whose columns it has
 * @param partitions by day, {@code YYYY-MM-DD}
 */
public record CatalogTable(String collection, int schema, SortedMap<String, CatalogPartition> partitions) {
    public CatalogTable {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }

    /** The table with the change made. */
    public CatalogTable with(CatalogChange change) {
        TreeMap<String, CatalogPartition> days = new TreeMap<>(partitions);
        days.putAll(change.set());
        days.keySet().removeAll(change.drop());
        return new CatalogTable(collection, Math.max(schema, change.schema()), days);
    }
}

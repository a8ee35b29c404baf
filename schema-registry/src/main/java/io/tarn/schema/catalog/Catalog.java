package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import java.util.Optional;

/** Where query engines find tables and their partitions. Thread-safe. */
public interface Catalog {
    /** The table as it is, or empty where there is none. */
    Optional<CatalogTable> table(CollectionName collection);

    /**
     * Makes a change, creating the table where there is none; changes by others at the same time are kept.
     *
     * @return the table afterwards
     */
    CatalogTable publish(CollectionName collection, CatalogChange change);
}

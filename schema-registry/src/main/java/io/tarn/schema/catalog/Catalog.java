package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import java.util.Optional;
import java.util.function.Function;

/** Where query engines find tables and their partitions. Thread-safe. */
public interface Catalog {
    /** The table as it is, or empty where there is none. */
    Optional<CatalogTable> table(CollectionName collection);

    /**
     * Puts a table where there is one that cannot be read; nothing happens where it can, or where there is none.
     *
     * @return whether it did
     */
    boolean restore(CollectionName collection, CatalogTable table);

    /**
     * Makes a change, creating the table where there is none; changes by others at the same time are kept.
     *
     * @return the table afterwards
     */
    default CatalogTable publish(CollectionName collection, CatalogChange change) {
        return publish(collection, table -> change);
    }

    /**
     * Makes a change that depends on what is true elsewhere (the heads). It is decided after the table was read, and
     * again whenever somebody else was faster; so where the catalog has compare-and-swap, a decision that became stale
     * is never written.
     *
     * @param change gets the table as it is, without partitions where there is none
     * @return the table afterwards
     */
    CatalogTable publish(CollectionName collection, Function<CatalogTable, CatalogChange> change);
}

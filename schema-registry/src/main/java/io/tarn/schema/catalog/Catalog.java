package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/** Where query engines find tables and their partitions. Thread-safe. */
public interface Catalog {
    /** The table as it is, or empty where there is none. */
    Optional<CatalogTable> table(CollectionName collection);

    /** As {@link #table(CollectionName)}, but partitions of other days may be missing. */
    default Optional<CatalogTable> table(CollectionName collection, Collection<LocalDate> days) {
        return table(collection);
    }

    /**
     * Puts a table where there is one that cannot be read; nothing happens where it can, or where there is none.
     *
     * @return whether it did
     */
    boolean restore(CollectionName collection, CatalogTable table);

    /**
     * Makes a change that depends on what is true elsewhere (the heads), creating the table where there is none;
     * changes by others at the same time are kept. The table's columns come before those of partitions.
     *
     * <p>The change is decided after the table was read, and again whenever somebody else was faster, a call failed, or
     * a minute went by before it was sent. So where the catalog has compare-and-swap, a decision that became stale is
     * never written, and elsewhere none is that is older than {@link #settling}.
     *
     * @param days those that may change
     */
    void publish(CollectionName collection, Collection<LocalDate> days, Decision decision);

    /**
     * How long after it was decided a change may still take effect, although others were made since: zero where the
     * catalog has compare-and-swap.
     */
    Duration settling(CollectionName collection);

    /** Says what is to become of a table. */
    @FunctionalInterface
    interface Decision {
        /**
         * @param table without partitions where there is none; those of other days may be missing
         * @param days those that may change now: all, or some where the catalog takes many in turns
         */
        CatalogChange of(CatalogTable table, Collection<LocalDate> days);
    }
}

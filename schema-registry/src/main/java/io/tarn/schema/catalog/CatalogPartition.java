package io.tarn.schema.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One day of a table.
 *
 * @param locationUri the directory whose files are the day
 * @param schema version of the schema that its newest files hold
 * @param txid of the transaction that made it so
 * @param contents what its files hold, for planners of queries; null of a day that still grows, of which every number
 *     would soon be wrong
 */
public record CatalogPartition(
        String locationUri,
        int schema,
        String txid,
        @Nullable Contents contents) {
    /** What a partition's files hold together. */
    public record Contents(int files, long rows, long bytes) {}
}

package io.tarn.schema.catalog;

/**
 * One day of a table.
 *
 * @param locationUri the directory whose files are the day
 * @param schema version of the schema that its newest files hold
 * @param txid of the transaction that made it so
 */
public record CatalogPartition(String locationUri, int schema, String txid) {}

package io.tarn.core.config;

import io.tarn.core.store.AwsAccess;
import java.io.Serializable;

/**
 * Where query engines find tables.
 *
 * @param database of the tables in Glue; empty for a file catalog
 * @param access how Glue is reached
 */
public record CatalogConfig(Type type, String database, AwsAccess access) implements Serializable {
    /** FILE: objects in the state root. GLUE: AWS Glue, or a server that speaks its protocol. */
    public enum Type {
        FILE,
        GLUE
    }

    /** Objects in the state root. */
    public static final CatalogConfig FILE = new CatalogConfig(Type.FILE, "", AwsAccess.DEFAULT);
}

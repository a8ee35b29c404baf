package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import io.tarn.core.config.CatalogConfig;
import io.tarn.core.store.ObjectStore;
import java.util.function.Function;

/** Opens the catalogs of one type; found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface CatalogOpener {
    CatalogConfig.Type type();

    /**
     * @param state where the schemas are, whose columns the tables get
     * @param lakeUri URI of the lake root of a collection
     */
    Catalog open(CatalogConfig config, ObjectStore state, Function<CollectionName, String> lakeUri);
}

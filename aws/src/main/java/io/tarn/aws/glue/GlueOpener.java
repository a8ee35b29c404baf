package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.CatalogConfig;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogOpener;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Opens {@link GlueCatalog}s. */
public final class GlueOpener implements CatalogOpener {
    @Override
    public CatalogConfig.Type type() {
        return CatalogConfig.Type.GLUE;
    }

    @Override
    public Catalog open(CatalogConfig config, ObjectStore state, Function<CollectionName, String> lakeUri) {
        GlueClients clients;
        try {
            clients = GlueClients.of(config.access());
        } catch (SdkClientException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Glue cannot be reached",
                    GlueFailures.text(e),
                    "Set 'catalog.region', or AWS_REGION, and look at 'catalog.profile' and 'catalog.endpoint'",
                    e);
        }
        return new GlueCatalog(
                clients,
                config.database(),
                new SchemaRegistry(state),
                collection -> table(lakeUri.apply(collection), collection));
    }

    private static String table(String lake, CollectionName collection) {
        return (lake.endsWith("/") ? lake : lake + "/") + Keys.lakeOf(collection);
    }
}

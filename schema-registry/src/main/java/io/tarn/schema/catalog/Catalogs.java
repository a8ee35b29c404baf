package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.CatalogConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Opens catalogs as configured. */
public final class Catalogs {
    private Catalogs() {}

    /** The catalog of every collection: its own, or that of the file. Nothing is opened before it is asked. */
    public static Catalog of(TarnConfig config, ObjectStore state) {
        ConcurrentMap<CatalogConfig, Catalog> open = new ConcurrentHashMap<>();
        Function<CollectionName, String> lakes =
                name -> config.collection(name).lake().uri();
        return new OfCollections(name -> open.computeIfAbsent(config.catalog(name), each -> open(each, state, lakes)));
    }

    private static Catalog open(CatalogConfig config, ObjectStore state, Function<CollectionName, String> lakes) {
        if (config.type() == CatalogConfig.Type.FILE) {
            return new FileCatalog(state);
        }
        for (CatalogOpener opener : ServiceLoader.load(CatalogOpener.class, Catalogs.class.getClassLoader())) {
            if (opener.type() == config.type()) {
                return opener.open(config, state, lakes);
            }
        }
        String type = config.type().name().toLowerCase(Locale.ROOT);
        throw new TarnException(
                ExitCode.CONFIGURATION,
                "'" + type + "' catalogs cannot be opened",
                "no part of this program knows them",
                "Use 'type: file', or put the module 'aws' on the class path");
    }

    /** Each collection may have a catalog of its own. */
    private record OfCollections(Function<CollectionName, Catalog> catalogs) implements Catalog {
        @Override
        public Optional<CatalogTable> table(CollectionName collection) {
            return catalogs.apply(collection).table(collection);
        }

        @Override
        public Optional<CatalogTable> table(CollectionName collection, Collection<LocalDate> days) {
            return catalogs.apply(collection).table(collection, days);
        }

        @Override
        public boolean restore(CollectionName collection, CatalogTable table) {
            return catalogs.apply(collection).restore(collection, table);
        }

        @Override
        public void publish(CollectionName collection, Collection<LocalDate> days, Decision decision) {
            catalogs.apply(collection).publish(collection, days, decision);
        }

        @Override
        public Duration settling(CollectionName collection) {
            return catalogs.apply(collection).settling(collection);
        }
    }
}

package io.tarn.schema.catalog;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A catalog of one object per table in the state store, written by compare-and-swap: a change is made whole or not at
 * all. Thread-safe.
 */
public final class FileCatalog implements Catalog {
    // Each loser lost to a winner, so this many in a row means something else is wrong.
    private static final int ATTEMPTS = 1_000;

    private final ObjectStore state;

    public FileCatalog(ObjectStore state) {
        this.state = state;
    }

    @Override
    public Optional<CatalogTable> table(CollectionName collection) {
        return state.read(Keys.catalogTable(collection)).map(v -> parse(collection, v));
    }

    @Override
    public void publish(CollectionName collection, Collection<LocalDate> days, Decision decision) {
        String key = Keys.catalogTable(collection);
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<Versioned> read = state.read(key);
            CatalogTable before = read.map(v -> parse(collection, v))
                    .orElseGet(() -> new CatalogTable(collection.value(), 0, new TreeMap<>()));
            CatalogTable after = before.with(decision.of(before, days));
            if (read.isPresent() && after.equals(before)) {
                return;
            }
            String expected = read.isPresent() ? read.get().version() : null;
            if (state.swap(key, expected, Json.write(after)).isPresent()) {
                return;
            }
        }
        throw new TarnException(
                ExitCode.CONFLICT,
                "Catalog table '" + key + "' cannot be written",
                "others changed it " + ATTEMPTS + " times in a row meanwhile",
                "Run the command again when they are done");
    }

    @Override
    public boolean restore(CollectionName collection, CatalogTable table) {
        String key = Keys.catalogTable(collection);
        Optional<Versioned> read = state.read(key);
        try {
            read.ifPresent(object -> parse(collection, object));
            return false;
        } catch (TarnException damaged) {
            return state.swap(key, read.orElseThrow().version(), Json.write(table))
                    .isPresent();
        }
    }

    @Override
    public Duration settling(CollectionName collection) {
        return Duration.ZERO;
    }

    private static CatalogTable parse(CollectionName collection, Versioned object) {
        return Json.read(object.bytes(), CatalogTable.class, Keys.catalogTable(collection));
    }
}

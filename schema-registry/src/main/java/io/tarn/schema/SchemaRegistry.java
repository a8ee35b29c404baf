package io.tarn.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The versions of the collections' schemas in the state store, create-only. Thread-safe. A version that is missing,
 * damaged or of a newer Tarn is named in a {@link TarnException} with {@link ExitCode#INTEGRITY}.
 */
public final class SchemaRegistry {
    private final ObjectStore state;
    private final ConcurrentMap<String, TableSchema> read = new ConcurrentHashMap<>();

    public SchemaRegistry(ObjectStore state) {
        this.state = state;
    }

    /** The newest version; {@link TableSchema#EMPTY} where nothing was decided yet. */
    public TableSchema newest(CollectionName collection) {
        return version(collection, VersionKeys.newest(state, Keys.schemasOf(collection)));
    }

    /** One version; 0 is {@link TableSchema#EMPTY}. */
    public TableSchema version(CollectionName collection, int version) {
        return version == 0
                ? TableSchema.EMPTY
                : read.computeIfAbsent(Keys.schema(collection, version), key -> read(key, version));
    }

    /**
     * Creates a version; false where somebody else was faster, and then nothing changed: plan again from the newest.
     */
    public boolean commit(CollectionName collection, TableSchema next) {
        if (next.version() < 1) {
            throw new IllegalArgumentException("Schema version " + next.version() + " of " + collection + " is none");
        }
        return state.create(Keys.schema(collection, next.version()), Json.writeIndented(SchemaDocument.of(next)));
    }

    /**
     * Puts a version where there is none, or one that cannot be read.
     *
     * @return false where there is one that can be read, or where somebody else was faster
     */
    public boolean restore(CollectionName collection, TableSchema schema) {
        String key = Keys.schema(collection, schema.version());
        Optional<Versioned> found = state.read(key);
        if (found.isEmpty()) {
            return commit(collection, schema);
        }
        try {
            read(key, schema.version());
            return false;
        } catch (TarnException damaged) {
            byte[] document = Json.writeIndented(SchemaDocument.of(schema));
            return state.swap(key, found.get().version(), document).isPresent();
        }
    }

    private TableSchema read(String key, int version) {
        Versioned object = state.read(key).orElseThrow(() -> VersionKeys.missing(key));
        SchemaDocument document = Json.read(object.bytes(), SchemaDocument.class, key);
        VersionKeys.requireVersion(key, version, document.version());
        try {
            return document.schema();
        } catch (IllegalArgumentException e) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "'" + key + "' cannot be read",
                    "it has a type that this version does not know (" + e.getMessage() + ")",
                    "Use the version of Tarn that wrote it, or a newer one",
                    e);
        }
    }
}

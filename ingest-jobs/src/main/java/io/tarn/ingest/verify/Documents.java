package io.tarn.ingest.verify;

import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.Versioned;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads JSON objects and keeps what is wrong with those that cannot be read, so that the rest is looked at too. */
final class Documents {
    private final ObjectReader state;
    private final SortedMap<String, String> damaged = new TreeMap<>();

    Documents(ObjectReader state) {
        this.state = state;
    }

    /** The document, or empty where there is no such object or it is damaged. */
    <T> Optional<T> read(String key, Class<T> type) {
        Optional<Versioned> found = state.read(key);
        try {
            return found.map(object -> Json.read(object.bytes(), type, key));
        } catch (TarnException unreadable) {
            damaged.put(key, unreadable.why());
            return Optional.empty();
        }
    }

    /** What is wrong, by key. */
    SortedMap<String, String> damaged() {
        return damaged;
    }
}

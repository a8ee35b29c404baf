package io.tarn.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of configuration and where it stands. */
sealed interface ConfigNode {
    Place place();

    /** @param text null where a key has no value */
    record Scalar(@Nullable String text, Place place) implements ConfigNode {}

    record Items(List<ConfigNode> nodes, Place place) implements ConfigNode {}

    record Mapping(Map<String, Entry> entries, Place place) implements ConfigNode {
        static Mapping empty(Place place) {
            return new Mapping(Map.of(), place);
        }

        /** This mapping with one entry added or replaced. */
        Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(changed, place);
        }
    }

    /** @param place of the key */
    record Entry(Place place, ConfigNode value) {}
}

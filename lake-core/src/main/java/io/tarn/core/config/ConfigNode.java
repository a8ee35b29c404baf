package io.tarn.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of configuration and where it stands. */
sealed interface ConfigNode {
    Place place();

    /**
     * One value.
     *
     * @param text null where a key has no value
     */
    record Scalar(@Nullable String text, Place place) implements ConfigNode {}

    record Items(List<ConfigNode> nodes, Place place) implements ConfigNode {}

    record Mapping(Map<String, Entry> entries, Place place) implements ConfigNode {
        static Mapping empty(Place place) {
            return new Mapping(Map.of(), place);
        }

        /** The section of a node; a key without a value is an empty one. */
        static Mapping of(String path, ConfigNode node) {
            if (node instanceof Scalar scalar && scalar.text() == null) {
                return empty(node.place());
            }
            if (node instanceof Mapping mapping) {
                return mapping;
            }
            throw node.place()
                    .error(
                            (path.isEmpty() ? "the file" : "'" + path + "'") + " is no section",
                            "keys with values are expected there",
                            "Write 'key: value' lines");
        }

        /** This mapping with one entry added or replaced. */
        Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(changed, place);
        }
    }

    /**
     * A key with what it stands for.
     *
     * @param place of the key
     */
    record Entry(Place place, ConfigNode value) {}
}

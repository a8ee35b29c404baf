package io.tarn.core.config;

import io.tarn.core.config.ConfigNode.Entry;
import io.tarn.core.config.ConfigNode.Mapping;
import io.tarn.core.config.ConfigNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code -D key=value} over the file. Sections are parted by dots; a part that begins with '/' is a field and takes the
 * rest, dots and all. A value is plain text, or YAML where it begins with a bracket, a brace or a quote.
 */
final class Overrides {
    private Overrides() {}

    static Mapping apply(Mapping file, Map<String, String> overrides, Path cwd) {
        Mapping changed = file;
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            Place place = new Place("-D " + override.getKey() + "=" + override.getValue(), 0, cwd);
            ConfigNode value = value(override.getValue(), place);
            changed = set(changed, Optional.of(ConfigSection.ROOT), parts(override.getKey()), value, place);
        }
        return changed;
    }

    private static List<String> parts(String key) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from <= key.length()) {
            int dot = key.startsWith("/", from) ? -1 : key.indexOf('.', from);
            int to = dot < 0 ? key.length() : dot;
            parts.add(key.substring(from, to));
            from = to + 1;
        }
        return parts;
    }

    private static ConfigNode value(String text, Place place) {
        if (text.isEmpty()) {
            return new Scalar(null, place);
        }
        return "[{'\"".indexOf(text.charAt(0)) >= 0 ? YamlTree.parse(text, place) : new Scalar(text, place);
    }

    private static Mapping set(
            Mapping into, Optional<ConfigSection> kind, List<String> parts, ConfigNode value, Place place) {
        String key = parts.get(0);
        if (parts.size() == 1) {
            return into.with(key, new Entry(place, value));
        }
        Optional<ConfigSection> below = kind.flatMap(k -> k.below(key));
        Entry there = into.entries().getOrDefault(key, new Entry(place, Mapping.empty(place)));
        Mapping section = below.map(b -> b.expand(key, there.value())).orElseGet(() -> Mapping.of(key, there.value()));
        Mapping changed = set(section, below, parts.subList(1, parts.size()), value, place);
        return into.with(key, new Entry(there.place(), changed));
    }
}

package io.tarn.core.config;

import io.tarn.core.TarnException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to say about a key that a section does not know. */
final class UnknownKey {
    private UnknownKey() {}

    static TarnException error(String path, ConfigSection section, String key, Place place) {
        List<String> known = section.keys().stream().map(ConfigKey::name).toList();
        String full = path.isEmpty() ? key : path + "." + key;
        String where = path.isEmpty() ? "the top level" : "'" + path + "'";
        return place.error(
                "key '" + full + "' is unknown",
                "the keys of " + where + " are " + String.join(", ", known),
                "Did you mean '"
                        + elsewhere(section, key).orElse(Nearest.to(key, known).orElse("")) + "'?");
    }

    /** A key that is right but stands in the wrong section. */
    private static Optional<String> elsewhere(ConfigSection section, String key) {
        return Arrays.stream(ConfigSection.values())
                .filter(other -> other != section && other.key(key).isPresent())
                .flatMap(other -> pathOf(other).stream())
                .map(path -> path + key)
                .findFirst();
    }

    private static Optional<String> pathOf(ConfigSection section) {
        return switch (section) {
            case DEFAULTS -> Optional.of("defaults.");
            case SEGMENT, MERGE, DEDUPE -> Optional.of("defaults." + lower(section) + ".");
            case COLLECTION -> Optional.of("collections.NAME.");
            case SCHEMA -> Optional.of("collections.NAME.schema.");
            case ENGINE -> Optional.of("engine.");
            case EVENT_TIME, STORE, CATALOG, COLLECTIONS, ROOT -> Optional.empty();
        };
    }

    private static String lower(ConfigSection section) {
        return section.name().toLowerCase(Locale.ROOT);
    }
}

package io.tarn.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.config.RowSettings;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the settings that shape rows, in the state store, create-only. Thread-safe. A version that is
 * missing, damaged or of a newer Tarn is named in a {@link io.tarn.core.TarnException} with
 * {@link io.tarn.core.ExitCode#INTEGRITY}.
 */
public final class SettingsRegistry {
    private final ObjectStore state;

    public SettingsRegistry(ObjectStore state) {
        this.state = state;
    }

    /** The newest version, or empty where there is none. */
    public Optional<VersionedSettings> newest(CollectionName collection) {
        int newest = VersionKeys.newest(state, Keys.settingsOf(collection));
        return newest == 0 ? Optional.empty() : Optional.of(new VersionedSettings(newest, version(collection, newest)));
    }

    /** One version, from 1. */
    public RowSettings version(CollectionName collection, int version) {
        String key = Keys.settings(collection, version);
        Versioned object = state.read(key).orElseThrow(() -> VersionKeys.missing(key));
        SettingsDocument document = Json.read(object.bytes(), SettingsDocument.class, key);
        VersionKeys.requireVersion(key, version, document.version());
        return document.settings();
    }

    /**
     * Creates a version after checking its pins and names (exit 3); false where somebody else was faster, and then
     * nothing changed.
     */
    public boolean commit(CollectionName collection, int version, RowSettings settings) {
        Directives.of(settings);
        return state.create(
                Keys.settings(collection, version), Json.writeIndented(new SettingsDocument(version, settings)));
    }

    /** What differs, a line each, as {@code id: [/a] -> [/a, /b]}; empty where nothing does. */
    public static List<String> differences(RowSettings a, RowSettings b) {
        return SettingsDifferences.between(a, b);
    }
}

package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.VersionedSettings;
import java.util.List;
import java.util.Optional;

/**
 * Settings that shape rows: those of the configuration must be the newest in the bucket, so that no machine shapes rows
 * its own way.
 */
final class SettingsCheck {
    private final SettingsRegistry registry;

    SettingsCheck(SettingsRegistry registry) {
        this.registry = registry;
    }

    /** The newest settings, which are those of the configuration; the first use writes them. */
    VersionedSettings agreed(CollectionName collection, RowSettings configured) {
        while (true) {
            Optional<VersionedSettings> newest = registry.newest(collection);
            if (newest.isPresent()) {
                return same(collection, newest.get(), configured);
            }
            if (registry.commit(collection, 1, configured)) {
                return new VersionedSettings(1, configured);
            }
        }
    }

    /**
     * Refuses to go on from older settings than the log's: the newest were lost, and others would take their number.
     */
    void requireNewest(CollectionName collection, LogRecord last) {
        int newest = registry.newest(collection).map(VersionedSettings::version).orElse(0);
        if (newest < last.settings()) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "'" + Keys.settings(collection, last.settings()) + "' is missing",
                    "rows were hydrated with it, and nothing else says what it said",
                    "Restore it from a copy of the bucket");
        }
    }

    private static VersionedSettings same(CollectionName collection, VersionedSettings newest, RowSettings configured) {
        List<String> differences = SettingsRegistry.differences(newest.settings(), configured);
        if (!differences.isEmpty()) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "The settings of collection " + collection + " differ from version " + newest.version()
                            + " in the bucket",
                    "the configuration has " + String.join("; ", differences),
                    "Run 'tarn schema apply " + collection
                            + "' to make the new ones hold for what is hydrated from now on, or put the old ones back");
        }
        return newest;
    }
}

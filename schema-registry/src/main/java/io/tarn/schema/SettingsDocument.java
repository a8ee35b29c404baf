package io.tarn.schema;

import io.tarn.core.config.RowSettings;

/** A version of settings as it is in the bucket. */
record SettingsDocument(int version, RowSettings settings, String digest) {

    static SettingsDocument of(int version, RowSettings settings) {
        SettingsDocument open = new SettingsDocument(version, settings, "");
        return new SettingsDocument(version, settings, Digests.of(open));
    }

    boolean intact() {
        return digest.equals(Digests.of(new SettingsDocument(version, settings, "")));
    }
}

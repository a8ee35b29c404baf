package io.tarn.schema;

import io.tarn.core.config.RowSettings;

/** A version of settings as it is in the bucket. */
record SettingsDocument(int version, RowSettings settings) {}

package io.tarn.schema;

import io.tarn.core.config.RowSettings;

/** Settings as they are in the bucket. */
public record VersionedSettings(int version, RowSettings settings) {}

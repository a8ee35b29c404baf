package io.tarn.ingest.verify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map column's value.
 *
 * @param entries by key; values may be null
 * @param repeated a key that stands in it twice, or null
 */
record StoredMap(
        Map<String, @Nullable String> entries, @Nullable String repeated) {}

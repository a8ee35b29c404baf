package io.tarn.core.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of {@code tarn.yaml}.
 *
 * @param type how its value is written, for people
 * @param standard the built-in value as text; null if there is none
 * @param section the section below it; null for a value
 * @param meaning one sentence
 */
record ConfigKey(
        String name,
        String type,
        @Nullable String standard,
        @Nullable ConfigSection section,
        String meaning) {}

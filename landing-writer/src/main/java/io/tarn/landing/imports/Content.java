package io.tarn.landing.imports;

import org.jspecify.annotations.Nullable;

/**
 * What a leaf's bytes are.
 *
 * @param digest SHA-256 (hex) of them
 * @param lineEnd where the last complete line ends
 * @param lineDigest SHA-256 (hex) up to there
 * @param torn why they ended early, or null
 */
record Content(
        String digest,
        long bytes,
        long lineEnd,
        String lineDigest,
        @Nullable String torn) {}

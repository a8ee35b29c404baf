package io.tarn.core.store;

import java.time.Instant;

/** An upload that was begun and neither completed nor aborted. */
public record UnfinishedUpload(String key, String uploadId, Instant begun) {}

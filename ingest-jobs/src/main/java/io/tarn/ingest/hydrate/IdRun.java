package io.tarn.ingest.hydrate;

import java.io.Serializable;

/** Ids of rows in the work area, sorted. */
public record IdRun(String key, long count, String crc32c) implements Serializable {}

package io.tarn.ingest.hydrate;

import java.io.Serializable;
import java.util.List;

/** Rows not to publish, ordered by (event day, segment, sequence), in the work area. */
public record DropRun(String key, List<Slice> slices) implements Serializable {
    /** The drops of one day: {@code count} entries from entry {@code first}. */
    public record Slice(int epochDay, long first, long count) implements Serializable {}
}

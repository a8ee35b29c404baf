package io.tarn.ingest.hydrate;

import java.io.Serializable;
import java.util.List;

/**
 * Rows of one routing task in the work area, ordered by (event day, segment, sequence).
 *
 * @param key in the state root
 * @param slices by day
 */
public record SpillRun(String key, List<Slice> slices) implements Serializable {
    /**
     * The rows of one day in a run.
     *
     * @param epochDay days since 1970-01-01
     * @param offset of its first block in the object
     * @param length of its blocks
     * @param bytes of the rows' payloads
     */
    public record Slice(int epochDay, long offset, long length, long rows, long bytes) implements Serializable {}
}

package io.tarn.ingest.hydrate;

import java.io.Serializable;

/**
 * How large the units of a hydrate are; part of the plan, so that every engine cuts the same. All in bytes.
 *
 * @param route archive objects that one task reads, compressed; a segment is never split
 * @param buffer rows that a routing task holds before it spills them
 * @param build payload that one task builds where days are small
 * @param split payload from which the hot or waiting rows of one day are built by several tasks
 */
public record WorkSizes(long route, int buffer, long build, long split) implements Serializable {
    private static final int MIB = 1 << 20;

    /** What fits two tasks in a heap of 2 GiB. */
    public static final WorkSizes DEFAULT = new WorkSizes(16L * MIB, 64 * MIB, 64L * MIB, 512L * MIB);
}

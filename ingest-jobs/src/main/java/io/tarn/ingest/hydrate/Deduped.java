package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.DerivedObject;
import java.io.Serializable;
import java.util.List;

/**
 * Which rows repeat a known id, and the ids that are known from now on.
 *
 * @param drops rows that are not published, in the work area
 * @param setAside those of them that are quarantined for a conflicting id; the others are deduplicated
 * @param ids new ids objects; they count once the log record names them
 * @param idsReplaced keys of look-back objects whose content is in {@code ids} too
 */
public record Deduped(List<DropRun> drops, long setAside, List<DerivedObject> ids, List<String> idsReplaced)
        implements Serializable {
    /** Nothing repeats, nothing is new. */
    public static final Deduped NONE = new Deduped(List.of(), 0, List.of(), List.of());

    /** Rows that are not published. */
    public long dropped() {
        return drops.stream()
                .flatMap(run -> run.slices().stream())
                .mapToLong(DropRun.Slice::count)
                .sum();
    }
}

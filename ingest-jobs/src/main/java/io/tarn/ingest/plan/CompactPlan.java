package io.tarn.ingest.plan;

import java.util.List;

/** What a compaction would do; what {@code --dry-run} prints. */
public record CompactPlan(List<OfCollection> collections) {
    /**
     * @param segments to hydrate
     * @param frames in them, as their keys count
     * @param bytes of them in the archive
     * @param heldBy the live run that works on the collection, so that this one would not; "" if there is none
     * @param days those with something to do or to wait for; days that only the hydrate will find are not known yet
     * @param setAside segments that are not taken, and why
     */
    public record OfCollection(
            String collection,
            long segments,
            long frames,
            long bytes,
            String heldBy,
            List<DayPlan> days,
            List<String> setAside) {
        /** True where there is nothing to do. */
        public boolean isEmpty() {
            return segments == 0 && days.stream().noneMatch(DayPlan::due);
        }
    }

    /** True where there is nothing to do. */
    public boolean isEmpty() {
        return collections.stream().allMatch(OfCollection::isEmpty);
    }
}

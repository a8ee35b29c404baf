package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.ingest.plan.Urgency;
import java.time.LocalDate;
import java.util.List;

/**
 * What is to be compacted.
 *
 * @param collections empty: all that are known
 * @param from first day that may be sealed, appended to or merged; hydrate always takes whole segments
 * @param to last such day
 * @param search how new segments are found
 */
public record CompactRequest(
        List<CollectionName> collections, LocalDate from, LocalDate to, Urgency urgency, Search search) {
    /** Everything that is due. */
    public static final CompactRequest ALL =
            new CompactRequest(List.of(), LocalDate.MIN, LocalDate.MAX, Urgency.WHEN_DUE, Search.NOTES);

    /** Where new segments are looked for. */
    public enum Search {
        /** Among the arrival notes that are not settled: the usual way, since it lists no history. */
        NOTES,
        /**
         * In the whole archive, which also finds what came without a note; and what was lost or damaged is built again
         * ({@code --repair}).
         */
        ARCHIVE
    }

    public CompactRequest {
        collections = List.copyOf(collections);
    }

    /** The same for these collections only. */
    public CompactRequest of(CollectionName... names) {
        return new CompactRequest(List.of(names), from, to, urgency, search);
    }

    /** The same, as urgent as said. */
    public CompactRequest urgency(Urgency other) {
        return new CompactRequest(collections, from, to, other, search);
    }

    /** The same, with new segments looked for elsewhere. */
    public CompactRequest search(Search other) {
        return new CompactRequest(collections, from, to, urgency, other);
    }

    /** Whether lost and damaged objects are built again first: who looks in the whole archive looks at everything. */
    public boolean repairs() {
        return search == Search.ARCHIVE;
    }

    /** True for days within the range. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}

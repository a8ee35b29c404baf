package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.ingest.plan.Urgency;
import java.time.LocalDate;
import java.util.List;

/**
 * What is to be compacted.
 *
 * @param collections empty: all that are known
 * @param from first day that may be sealed or appended to; hydrate always takes whole segments
 * @param to last such day
 */
public record CompactRequest(List<CollectionName> collections, LocalDate from, LocalDate to, Urgency urgency) {
    /** Everything that is due. */
    public static final CompactRequest ALL =
            new CompactRequest(List.of(), LocalDate.MIN, LocalDate.MAX, Urgency.WHEN_DUE);

    public CompactRequest {
        collections = List.copyOf(collections);
    }

    /** The same for these collections only. */
    public CompactRequest of(CollectionName... names) {
        return new CompactRequest(List.of(names), from, to, urgency);
    }

    /** The same, as urgent as said. */
    public CompactRequest urgency(Urgency other) {
        return new CompactRequest(collections, from, to, other);
    }

    /** True for days within the range. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}

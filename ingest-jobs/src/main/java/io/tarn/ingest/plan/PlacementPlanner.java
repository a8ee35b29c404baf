package io.tarn.ingest.plan;

import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.log.LogRecord.Placement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides where the rows of each hydrated day go. Pure. */
public final class PlacementPlanner {
    private PlacementPlanner() {}

    /** Placements of all days. */
    public static SortedMap<LocalDate, Placement> place(
            Collection<LocalDate> days, Map<LocalDate, Head> heads, DayRules rules, Instant now, Landing landing) {
        SortedMap<LocalDate, Placement> placements = new TreeMap<>();
        for (LocalDate day : days) {
            placements.put(day, place(day, heads.get(day), rules, now, landing));
        }
        return placements;
    }

    private static Placement place(LocalDate day, @Nullable Head head, DayRules rules, Instant now, Landing landing) {
        if (head != null && head.state() != State.OPEN) {
            return Placement.WAITING;
        }
        boolean hasHot = head != null && !head.files().isEmpty();
        if (hasHot || !rules.closed(day, now)) {
            return Placement.HOT;
        }
        return head == null && landing == Landing.RESTED ? Placement.LAKE : Placement.WAITING;
    }
}

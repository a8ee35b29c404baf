package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.DerivedObject;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ids of one hydrate and those of the look-back that they may meet.
 *
 * @param lookBack in reach, in the order of the log
 * @param replaced keys among them whose entries are written again, in fewer objects
 */
record DedupeUnit(HydrateSpec spec, List<IdRun> runs, List<DerivedObject> lookBack, List<String> replaced)
        implements Serializable {
    /** A received day with this many ids objects gets one of them all; so that about ten are read at most. */
    private static final int TOO_MANY = 8;

    static DedupeUnit of(HydrateSpec spec, Routed routed, List<DerivedObject> live) {
        Set<LocalDate> received = new TreeSet<>();
        for (Routed.Segment segment : routed.segments()) {
            if (segment.rows() > 0) {
                received.add(RouteUnit.segment(segment.key()).received());
            }
        }
        int days = spec.settings().dedupe().lookBackDays();
        List<DerivedObject> inReach = new ArrayList<>();
        Map<LocalDate, List<String>> perDay = new HashMap<>();
        for (DerivedObject object : live) {
            LocalDate day = IdObjects.dayOf(spec.name(), object.key());
            if (received.stream().anyMatch(r -> Math.abs(r.toEpochDay() - day.toEpochDay()) <= days)) {
                inReach.add(object);
                perDay.computeIfAbsent(day, d -> new ArrayList<>()).add(object.key());
            }
        }
        List<String> replaced = new ArrayList<>();
        for (LocalDate day : received) {
            List<String> keys = perDay.getOrDefault(day, List.of());
            if (keys.size() >= TOO_MANY && spec.outputs() == HydrateSpec.Outputs.ALL) {
                replaced.addAll(keys);
            }
        }
        return new DedupeUnit(spec, routed.idRuns(), List.copyOf(inReach), List.copyOf(replaced));
    }

    @Override
    public String toString() {
        return "dedupe in " + spec + ", " + runs.size() + " runs, " + lookBack.size() + " ids objects";
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.Reason;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.schema.Evidence;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one routing task found; see {@link Routed}. */
record RoutedUnit(
        List<Routed.Segment> segments,
        List<Routed.Unusable> unusable,
        TreeMap<LocalDate, Routed.Day> days,
        Evidence evidence,
        List<DerivedObject> quarantine,
        TreeMap<Reason, Long> setAside,
        List<SpillRun> runs,
        List<IdRun> idRuns)
        implements Serializable {

    /** All units together, in their order. */
    static Routed together(List<RoutedUnit> units) {
        List<Routed.Segment> segments = new ArrayList<>();
        List<Routed.Unusable> unusable = new ArrayList<>();
        SortedMap<LocalDate, Routed.Day> days = new TreeMap<>();
        List<DerivedObject> quarantine = new ArrayList<>();
        SortedMap<Reason, Long> setAside = new TreeMap<>();
        List<SpillRun> runs = new ArrayList<>();
        List<IdRun> idRuns = new ArrayList<>();
        Evidence evidence = Evidence.NONE;
        for (RoutedUnit unit : units) {
            segments.addAll(unit.segments);
            unusable.addAll(unit.unusable);
            unit.days.forEach((day, rows) -> days.merge(day, rows, Routed.Day::plus));
            quarantine.addAll(unit.quarantine);
            unit.setAside.forEach((reason, frames) -> setAside.merge(reason, frames, Long::sum));
            runs.addAll(unit.runs);
            idRuns.addAll(unit.idRuns);
            evidence = evidence.merge(unit.evidence);
        }
        return new Routed(segments, unusable, days, evidence, quarantine, setAside, runs, idRuns);
    }
}

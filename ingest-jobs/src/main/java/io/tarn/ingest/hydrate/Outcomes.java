package io.tarn.ingest.hydrate;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together what the building tasks counted. */
final class Outcomes {
    private Outcomes() {}

    static Built of(
            HydrateSpec spec,
            Routed routed,
            Deduped deduped,
            SortedMap<LocalDate, Placement> days,
            List<BuiltUnit> units) {
        SortedMap<LocalDate, List<BuiltUnit.Part>> parts = new TreeMap<>();
        Map<Integer, SegmentCounts> counts = new HashMap<>();
        List<DerivedObject> quarantine = new ArrayList<>();
        for (BuiltUnit unit : units) {
            unit.parts().forEach(part -> parts.computeIfAbsent(part.of().day(), d -> new ArrayList<>())
                    .add(part));
            unit.segments().forEach((segment, count) -> counts.merge(segment, count, SegmentCounts::plus));
            quarantine.addAll(unit.quarantine());
        }
        everyDropMetItsRow(spec, deduped, days, counts);
        List<DayOutcome> built = new ArrayList<>();
        parts.forEach((day, of) -> {
            DayOutcome outcome = day(spec, day, of);
            if (outcome.rows() > 0) {
                built.add(outcome);
            }
        });
        return new Built(List.copyOf(built), segments(spec, routed, counts), List.copyOf(quarantine));
    }

    private static DayOutcome day(HydrateSpec spec, LocalDate day, List<BuiltUnit.Part> parts) {
        List<FileEntry> files = new ArrayList<>();
        TreeSet<Integer> segments = new TreeSet<>();
        long rows = 0;
        for (BuiltUnit.Part part : parts) {
            files.addAll(part.files());
            segments.addAll(part.segments());
            rows += part.rows();
        }
        List<String> keys = segments.stream().map(spec.segments()::get).toList();
        return new DayOutcome(Keys.iso(day), parts.get(0).of().placement(), rows, List.copyOf(files), keys);
    }

    private static List<SegmentOutcome> segments(HydrateSpec spec, Routed routed, Map<Integer, SegmentCounts> counts) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < spec.segments().size(); i++) {
            indexes.put(spec.segments().get(i), i);
        }
        List<SegmentOutcome> outcomes = new ArrayList<>();
        for (Routed.Segment segment : routed.segments()) {
            SegmentCounts built = counts.getOrDefault(indexes.get(segment.key()), SegmentCounts.NONE);
            outcomes.add(new SegmentOutcome(
                    segment.key(),
                    segment.count(),
                    built.rows(),
                    segment.quarantined() + built.quarantined(),
                    built.deduplicated(),
                    built.conflicts(),
                    built.undated()));
        }
        return List.copyOf(outcomes);
    }

    private static void everyDropMetItsRow(
            HydrateSpec spec, Deduped deduped, SortedMap<LocalDate, Placement> days, Map<?, SegmentCounts> counts) {
        long found = deduped.drops().stream()
                .flatMap(run -> run.slices().stream())
                .filter(slice -> days.containsKey(LocalDate.ofEpochDay(slice.epochDay())))
                .mapToLong(DropRun.Slice::count)
                .sum();
        long applied =
                counts.values().stream().mapToLong(SegmentCounts::dropped).sum();
        if (found != applied) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "The " + spec + " does not balance",
                    found + " repeated events were found and " + applied + " were left out",
                    "Nothing was published; report this");
        }
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.Placement;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one task builds: many small days, or one, or a stretch of a large one. */
record BuildUnit(List<DayPart> parts) implements Serializable {
    /** Files of a stretch are numbered from a multiple of this, so that stretches need not know of each other. */
    private static final int FILES_PER_STRETCH = 1000;

    static List<BuildUnit> of(WorkSizes sizes, Routed routed, Deduped deduped, SortedMap<LocalDate, Placement> days) {
        Map<Integer, List<DayPart.Rows>> rows = rows(routed);
        Map<Integer, List<DayPart.Drops>> drops = drops(deduped);
        List<BuildUnit> units = new ArrayList<>();
        List<DayPart> small = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<LocalDate, Placement> day : days.entrySet()) {
            int epochDay = (int) day.getKey().toEpochDay();
            List<DayPart.Rows> slices = rows.get(epochDay);
            if (slices == null) {
                continue;
            }
            DayPart whole = new DayPart(epochDay, day.getValue(), 0, slices, drops.getOrDefault(epochDay, List.of()));
            if (whole.bytes() >= sizes.build()) {
                stretches(whole, sizes.split()).forEach(part -> units.add(new BuildUnit(List.of(part))));
                continue;
            }
            if (bytes + whole.bytes() > sizes.build()) {
                units.add(new BuildUnit(List.copyOf(small)));
                small.clear();
                bytes = 0;
            }
            small.add(whole);
            bytes += whole.bytes();
        }
        if (!small.isEmpty()) {
            units.add(new BuildUnit(List.copyOf(small)));
        }
        return units;
    }

    /**
     * Final files are written in one go, so that they get their target size; hot and waiting ones are merged again
     * anyway.
     */
    private static List<DayPart> stretches(DayPart whole, long split) {
        if (whole.placement() == Placement.LAKE) {
            return List.of(whole);
        }
        List<DayPart> parts = new ArrayList<>();
        List<DayPart.Rows> rows = new ArrayList<>();
        long bytes = 0;
        for (DayPart.Rows slice : whole.rows()) {
            if (bytes > 0 && bytes + slice.slice().bytes() > split) {
                parts.add(stretch(whole, parts.size(), rows));
                rows.clear();
                bytes = 0;
            }
            rows.add(slice);
            bytes += slice.slice().bytes();
        }
        parts.add(stretch(whole, parts.size(), rows));
        return parts;
    }

    private static DayPart stretch(DayPart whole, int n, List<DayPart.Rows> rows) {
        return new DayPart(
                whole.epochDay(), whole.placement(), n * FILES_PER_STRETCH, List.copyOf(rows), whole.drops());
    }

    private static Map<Integer, List<DayPart.Rows>> rows(Routed routed) {
        Map<Integer, List<DayPart.Rows>> byDay = new TreeMap<>();
        for (SpillRun run : routed.runs()) {
            for (SpillRun.Slice slice : run.slices()) {
                byDay.computeIfAbsent(slice.epochDay(), d -> new ArrayList<>()).add(new DayPart.Rows(run.key(), slice));
            }
        }
        return byDay;
    }

    private static Map<Integer, List<DayPart.Drops>> drops(Deduped deduped) {
        Map<Integer, List<DayPart.Drops>> byDay = new TreeMap<>();
        for (DropRun run : deduped.drops()) {
            for (DropRun.Slice slice : run.slices()) {
                byDay.computeIfAbsent(slice.epochDay(), d -> new ArrayList<>())
                        .add(new DayPart.Drops(run.key(), slice));
            }
        }
        return byDay;
    }

    @Override
    public String toString() {
        String first = parts.get(0).day().toString();
        return parts.size() == 1 ? first : first + " and " + (parts.size() - 1) + " more days";
    }
}

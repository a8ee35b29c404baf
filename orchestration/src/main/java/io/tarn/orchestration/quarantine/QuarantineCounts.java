package io.tarn.orchestration.quarantine;

import io.tarn.core.key.SegmentKey;
import io.tarn.landing.QuarantinedFrame;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what was set aside, by collection, reason and received day. Not thread-safe. */
final class QuarantineCounts {
    private record Kind(String collection, String reason) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int c = collection.compareTo(other.collection);
            return c == 0 ? reason.compareTo(other.reason) : c;
        }
    }

    private final SortedMap<Kind, SortedMap<LocalDate, DayCount>> counts = new TreeMap<>();

    /**
     * Events of one collection that were set aside for one reason.
     *
     * @param first day on which one of them was received
     * @param last such day
     * @param oldest when the first of them was received
     * @param newest when the last of them was received
     */
    record Group(
            String collection,
            String reason,
            long events,
            long bytes,
            LocalDate first,
            LocalDate last,
            Instant oldest,
            Instant newest,
            String example,
            List<DayCount> days) {}

    /** Those of one day. */
    record DayCount(LocalDate day, long events, long bytes, Instant oldest, Instant newest, String example) {
        DayCount plus(DayCount other) {
            return new DayCount(
                    day,
                    events + other.events,
                    bytes + other.bytes,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest,
                    newest.isAfter(other.newest) ? newest : other.newest,
                    example);
        }
    }

    void add(QuarantinedFrame frame) {
        LocalDate day = SegmentKey.parse(frame.segment())
                .map(SegmentKey::received)
                .orElseGet(() -> LocalDate.ofInstant(frame.receivedAt(), ZoneOffset.UTC));
        DayCount one =
                new DayCount(day, 1, frame.bytes().length, frame.receivedAt(), frame.receivedAt(), frame.detail());
        counts.computeIfAbsent(new Kind(frame.collection(), frame.reason().wireName()), k -> new TreeMap<>())
                .merge(day, one, DayCount::plus);
    }

    /** By collection and reason, days ascending. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        counts.forEach((kind, days) -> {
            DayCount all = days.values().stream().reduce(DayCount::plus).orElseThrow();
            groups.add(new Group(
                    kind.collection(),
                    kind.reason(),
                    all.events(),
                    all.bytes(),
                    days.firstKey(),
                    days.lastKey(),
                    all.oldest(),
                    all.newest(),
                    all.example(),
                    List.copyOf(days.values())));
        });
        return groups;
    }
}

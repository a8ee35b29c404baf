package io.tarn.proof.model;

import io.tarn.core.key.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must become of each archived frame by the rules as they are written down (architecture, sections 5 to 7), told
 * again in the plainest way: of one id the first in the order of hydration wins.
 */
final class Fates {
    /** Day by row, for frames that are rows. */
    final Map<String, String> rows = new TreeMap<>();

    final Map<String, Sent> sent = new HashMap<>();
    final Set<String> quarantined = new HashSet<>();
    final Set<String> deduplicated = new HashSet<>();
    long conflicts;
    long undated;

    /** Quarantined frames that nobody sent: what a power loss left of others. */
    long spoiled;

    private record Winner(LocalDate received, String content) {}

    Fates(List<Archived> archive, Model model) {
        List<Archived> inOrder = new ArrayList<>(archive);
        inOrder.sort(Comparator.comparingLong(Archived::record)
                .thenComparing(a -> a.frame().receivedAt())
                .thenComparing(a -> a.segment().key())
                .thenComparingLong(a -> a.frame().seq()));
        Map<String, List<Winner>> winners = new HashMap<>();
        for (Archived frame : inOrder) {
            if (model.isSpoiled(frame.frame())) {
                spoiled++;
                quarantined.add(frame.row());
                continue;
            }
            model.find(frame.segment().collection().value(), frame.payload())
                    .ifPresent(event -> decide(frame, event, winners));
        }
    }

    private void decide(Archived frame, Sent event, Map<String, List<Winner>> winners) {
        sent.put(frame.row(), event);
        if (event.what() != Sent.What.ROW) {
            quarantined.add(frame.row());
            return;
        }
        boolean views = event.collection().equals(Workload.VIEWS);
        String key = views ? frame.frame().eventId() : event.key();
        LocalDate received = frame.segment().received();
        if (!key.isEmpty()) {
            List<Winner> before = winners.computeIfAbsent(key, k -> new ArrayList<>());
            List<Winner> near = before.stream()
                    .filter(w -> Math.abs(ChronoUnit.DAYS.between(w.received, received)) <= Workload.LOOK_BACK_DAYS)
                    .toList();
            if (!near.isEmpty()) {
                lose(frame, views, near.stream().anyMatch(w -> w.content.equals(event.content())));
                return;
            }
            before.add(new Winner(received, event.content()));
        }
        Instant latest = frame.frame().receivedAt().plus(1, ChronoUnit.DAYS);
        Instant at = event.at() == null || event.at().isAfter(latest) ? null : event.at();
        undated += !views && at == null ? 1 : 0;
        rows.put(frame.row(), Keys.iso(at == null ? received : LocalDate.ofInstant(at, ZoneOffset.UTC)));
    }

    private void lose(Archived frame, boolean views, boolean same) {
        if (!same && views) {
            quarantined.add(frame.row());
            return;
        }
        deduplicated.add(frame.row());
        conflicts += same ? 0 : 1;
    }
}

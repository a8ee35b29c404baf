package io.tarn.ingest.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects problems; of each kind the first 100, the rest counted. Thread-safe. */
final class Problems {
    private static final int LISTED = 100;

    private final List<Problem> listed = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void add(Problem problem) {
        if (counts.merge(problem.kind(), 1L, Long::sum) <= LISTED) {
            listed.add(problem);
        }
    }

    /** What was listed, and one more for each kind of which there are too many. */
    synchronized List<Problem> all(String collection) {
        List<Problem> all = new ArrayList<>(listed);
        counts.forEach((kind, count) -> {
            if (count > LISTED) {
                all.add(new Problem(
                        kind,
                        collection,
                        null,
                        null,
                        (count - LISTED) + " more of this kind are not listed",
                        "Mend what is listed first, then verify again"));
            }
        });
        return all;
    }
}

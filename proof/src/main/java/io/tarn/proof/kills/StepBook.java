package io.tarn.proof.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The named steps that were ever seen, and how often a process was killed at each. Thread-safe. */
final class StepBook {
    /** Kills at a moment that has no name. */
    static final String MOMENT = "any moment";

    private static final int MOST_ACTIONS = 7;

    private final Map<String, Integer> seen = new TreeMap<>();
    private final Map<String, Integer> aimed = new TreeMap<>();
    private final Map<String, Integer> killed = new TreeMap<>();
    private final Set<String> undisturbed = new TreeSet<>();

    private final String only;

    /** @param only aims only at steps whose name begins so; "" at all, and at moments */
    StepBook(String only) {
        this.only = only;
    }

    synchronized void seen(String step) {
        seen.merge(step, 1, Integer::sum);
    }

    synchronized void killed(String step) {
        killed.merge(step, 1, Integer::sum);
    }

    /** What was seen so far was seen in runs that nobody disturbed: each of these steps must be killed at. */
    synchronized void endOfUndisturbed() {
        undisturbed.addAll(seen.keySet());
    }

    /** One target in three is a moment; else it is one of the steps that were hit least, and aimed at least. */
    synchronized Target next(Random random) {
        int action = 1 + random.nextInt(MOST_ACTIONS);
        Duration delay = Duration.ofMillis(random.nextInt(1 << random.nextInt(9)));
        List<String> steps = new ArrayList<>(seen.keySet());
        steps.removeIf(name -> !name.startsWith(only));
        if (steps.isEmpty() || (only.isEmpty() && random.nextInt(3) == 0)) {
            return new Target("", 0, action, delay);
        }
        Collections.shuffle(steps, random);
        String step = Collections.min(
                steps,
                Comparator.comparing((String name) -> count(killed, name) > 0)
                        .thenComparingInt(name -> count(aimed, name)));
        aimed.merge(step, 1, Integer::sum);
        boolean hitBefore = count(killed, step) > 0;
        return new Target(step, hitBefore ? random.nextInt(4) : 0, MOST_ACTIONS + 1, delay);
    }

    /**
     * For the first process on a lake: some steps come once in a lake's life, so it is aimed at one that was never hit,
     * and works until it comes there.
     */
    synchronized Target first(Random random) {
        List<String> steps = new ArrayList<>(never());
        if (steps.isEmpty()) {
            return next(random);
        }
        Collections.shuffle(steps, random);
        String step = Collections.min(steps, Comparator.comparingInt(name -> count(aimed, name)));
        aimed.merge(step, 1, Integer::sum);
        return new Target(step, 0, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** Steps of undisturbed runs, of those aimed at, at which nobody was ever killed. */
    synchronized List<String> never() {
        return undisturbed.stream()
                .filter(name -> name.startsWith(only) && count(killed, name) == 0)
                .toList();
    }

    synchronized int kills() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Kills by step, those without any included. */
    synchronized SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>(killed);
        seen.keySet().forEach(name -> counts.putIfAbsent(name, 0));
        return counts;
    }

    private static int count(Map<String, Integer> counts, String name) {
        return counts.getOrDefault(name, 0);
    }
}

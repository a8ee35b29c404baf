package io.tarn.proof.faults;

import io.tarn.proof.faults.Fault.Aftermath;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Moment;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.faults.Fault.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chooses faults so that every kind, moment and duration is spread over all of the day's operations. */
final class FaultPlanner {
    private FaultPlanner() {}

    /** Everything about a fault but its operation. */
    private record Way(Port port, Kind kind, Moment moment, Span span, Aftermath aftermath) {
        Fault at(int k) {
            return new Fault(port, k, kind, moment, span, aftermath);
        }
    }

    /** How many ways there are of letting one operation fail. */
    static int ways() {
        return all().size();
    }

    /**
     * A plan of so many faults, the same for the same seed and counts.
     *
     * @param storeCalls operations of an undisturbed day
     * @param diskCalls operations of an undisturbed day
     */
    static List<Fault> plan(int cases, long seed, int storeCalls, int diskCalls) {
        Random random = new Random(seed);
        List<Way> ways = all();
        Collections.shuffle(ways, random);
        List<Fault> plan = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            int calls = way.port() == Port.STORE ? storeCalls : diskCalls;
            int share = cases / ways.size() + (i < cases % ways.size() ? 1 : 0);
            for (int n = 0; n < share; n++) {
                // One of each stretch of equal length.
                double place = (n + random.nextDouble()) / share;
                plan.add(way.at(1 + (int) (place * calls)));
            }
        }
        Collections.shuffle(plan, random);
        return plan;
    }

    /**
     * Faults for the processes of a race: one or two of them meet one, now and then none does.
     *
     * @param storeCalls of each process in an undisturbed race
     * @param diskCalls of each process in an undisturbed race
     */
    static List<Fault> race(Random random, List<Integer> storeCalls, List<Integer> diskCalls) {
        List<Fault> faults = new ArrayList<>(Collections.nCopies(storeCalls.size(), Fault.NONE));
        List<Way> ways = all();
        for (int n = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2); n > 0; n--) {
            int who = random.nextInt(faults.size());
            Way way = ways.get(random.nextInt(ways.size()));
            int calls = way.port() == Port.STORE ? storeCalls.get(who) : diskCalls.get(who);
            faults.set(who, way.at(1 + random.nextInt(Math.max(1, calls))));
        }
        return faults;
    }

    private static List<Way> all() {
        List<Way> ways = new ArrayList<>();
        for (Port port : Port.values()) {
            for (Moment moment : Moment.values()) {
                boolean possible = port == Port.DISK || moment != Moment.DURING;
                if (possible) {
                    ways.add(new Way(port, Kind.KILL, moment, Span.FOR_EVER, Aftermath.NOTHING));
                    for (Span span : Span.values()) {
                        ways.add(new Way(port, Kind.ERROR, moment, span, Aftermath.NOTHING));
                    }
                }
                if (possible && moment != Moment.AFTER) {
                    for (Span span : Span.values()) {
                        ways.add(new Way(port, Kind.FULL, moment, span, Aftermath.NOTHING));
                    }
                }
            }
        }
        for (Moment moment : Moment.values()) {
            ways.add(new Way(Port.DISK, Kind.POWER, moment, Span.FOR_EVER, Aftermath.NOTHING));
            ways.add(new Way(Port.DISK, Kind.ERROR, moment, Span.ONCE, Aftermath.POWER_LOSS));
        }
        // What a power loss leaves differs from one to the next.
        ways.add(new Way(Port.DISK, Kind.POWER, Moment.BEFORE, Span.FOR_EVER, Aftermath.NOTHING));
        ways.add(new Way(Port.DISK, Kind.POWER, Moment.AFTER, Span.FOR_EVER, Aftermath.NOTHING));
        ways.add(new Way(Port.DISK, Kind.FULL, Moment.DURING, Span.ONCE, Aftermath.POWER_LOSS));
        return ways;
    }
}

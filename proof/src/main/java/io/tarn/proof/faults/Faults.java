package io.tarn.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a plan of cases, some at once, and says what came of them. One case in eight is a {@link Race}. */
public final class Faults {
    private static final int RACE_EVERY = 8;

    private final Path base;
    private final long seed;
    private final int cases;
    private final int atOnce;
    private final Consumer<String> out;
    private final Map<String, Integer> struck = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private int done;
    private int missed;

    /**
     * @param base an empty folder for the lakes
     * @param cases in all; which part of them is run, {@link #run} says
     */
    public Faults(Path base, long seed, int cases, int atOnce, Consumer<String> out) {
        this.base = base;
        this.seed = seed;
        this.cases = cases;
        this.atOnce = atOnce;
        this.out = out;
    }

    /** A case, not run yet; the folder is its own, and the seed decides what is left to chance. */
    @FunctionalInterface
    private interface Case {
        Outcome run(Path folder, long seed) throws IOException;
    }

    private record Planned(String text, Case attempt) {}

    /**
     * Runs the cases with these numbers, from 1.
     *
     * @return the problems, each with its case; empty if everything held
     */
    public List<String> run(int from, int to) throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<Planned> plan = plan();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        for (int i = Math.max(1, from); i <= Math.min(plan.size(), to); i++) {
            int number = i;
            threads.execute(() -> run(number, plan.get(number - 1)));
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.DAYS);
        summary((System.nanoTime() - began) / 1e9);
        return List.copyOf(failed);
    }

    private List<Planned> plan() throws IOException {
        Outcome day = new Attempt(folder("day"), Fault.NONE, seed).run();
        report("an undisturbed day", day.problems());
        Outcome race = new Race(folder("race"), Collections.nCopies(Race.RACERS, Fault.NONE), seed).run();
        report("an undisturbed race", race.problems());
        int races = cases / RACE_EVERY;
        int store = day.storeCalls().get(0);
        int disk = day.diskCalls().get(0);
        out.accept("seed " + seed + ": " + (cases - races) + " of " + store + " store and " + disk
                + " disk operations of a day, in " + FaultPlanner.ways() + " ways, and " + races + " races");
        List<Planned> plan = new ArrayList<>();
        for (Fault fault : FaultPlanner.plan(cases - races, seed, store, disk)) {
            plan.add(new Planned(fault.toString(), (folder, own) -> new Attempt(folder, fault, own).run()));
        }
        Random random = new Random(seed);
        for (int i = 0; i < races; i++) {
            List<Fault> faults = FaultPlanner.race(random, race.storeCalls(), race.diskCalls());
            plan.add(new Planned("race " + faults, (folder, own) -> new Race(folder, faults, own).run()));
        }
        Collections.shuffle(plan, random);
        return plan;
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(base.resolve(name)).toRealPath();
    }

    private void run(int number, Planned planned) {
        String label = "case " + number + " (" + planned.text() + ")";
        try {
            Path folder = folder("case" + number);
            Outcome outcome = planned.attempt().run(folder, seed * 1_000_003 + number);
            took(outcome);
            report(
                    label + ", in '" + outcome.phase() + "', " + outcome.where().replace(folder + "/", ""),
                    outcome.problems());
            if (outcome.problems().isEmpty()) {
                Lakes.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            report(label, List.of(Outcome.ended(e)));
        }
    }

    private synchronized void took(Outcome outcome) {
        done++;
        if (outcome.phase().isEmpty()) {
            missed++;
        } else {
            struck.merge(outcome.phase(), 1, Integer::sum);
        }
        if (done % 100 == 0) {
            out.accept(done + " done, " + failed.size() + " failed");
        }
    }

    private synchronized void report(String what, List<String> problems) {
        if (problems.isEmpty()) {
            return;
        }
        failed.add(what + ": " + problems);
        out.accept("FAILED " + what + ", seed " + seed);
        problems.forEach(problem -> out.accept("    " + problem));
    }

    private void summary(double seconds) {
        out.accept("struck in " + struck + "; " + missed + " met nothing");
        out.accept(
                String.format(Locale.ROOT, "%d cases, %d failed, seed %d, %.0f s", done, failed.size(), seed, seconds));
    }
}

package io.tarn.proof.faults;

import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Judge;
import io.tarn.proof.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Two landing writers and two compactors at once on one lake, in which days are open, due and late. One of them, or one
 * of each, meets a fault; in half of the cases the compactors take each other for dead, so that everything hangs on the
 * heads and the log.
 */
final class Race {
    static final int RACERS = 4;

    private final Scene scene;
    private final Random random;
    private final Machine machine;
    private final List<Fault> faults;

    /**
     * @param root an empty folder
     * @param faults of the processes, in the order first compactor, first writer, second compactor, second writer
     */
    Race(Path root, List<Fault> faults, long seed) throws IOException {
        this.scene = new Scene(root);
        this.random = new Random(seed);
        this.faults = List.copyOf(faults);
        this.machine = new Machine(scene.root, new Fuse(Fault.NONE));
    }

    /** One of those who race. */
    private record Racer(Machine machine, Witness witness, Scene.Running running, List<Action> actions) {}

    Outcome run() {
        List<Racer> racers = new ArrayList<>();
        try (Judge judge = new Judge(scene.site, scene.model)) {
            // On the machine too: what they leave unforced a power loss takes.
            Witness before = new Witness(scene.model);
            scene.start(machine, Machine.process(scene.clock), Steps.NONE, Day.beforeTheRace(), before)
                    .await();
            boolean alone = random.nextBoolean();
            List<Fuse> fuses = fuses();
            for (int i = 0; i < RACERS; i++) {
                racers.add(start(i, fuses.get(i), alone));
            }
            racers.forEach(racer -> racer.running().await());
            end(racers);
            judge.glance().forEach(problem -> scene.problems.add("After the race: " + problem));
            for (Racer racer : racers) {
                scene.problems.addAll(racer.witness().failures());
                scene.healthy(racer.actions().stream()
                        .map(racer.witness()::unanswered)
                        .toList());
            }
            scene.healthy(Workload.settling(Urgency.AT_ONCE));
            // What a run staged whose work area another one swept has no owner that anybody could tell.
            scene.healthy(List.of(new Action.Advance(Duration.ofHours(25))));
            scene.healthy(Workload.settling(Urgency.AT_ONCE));
            scene.problems.addAll(judge.judge(VerifyMode.DEEP));
        } catch (RuntimeException e) {
            scene.problems.add(Outcome.ended(e));
        }
        return outcome(racers, scene.problems);
    }

    private List<Fuse> fuses() {
        List<Fuse> fuses = faults.stream().map(Fuse::new).toList();
        for (Fuse one : fuses) {
            fuses.stream().filter(other -> other != one).forEach(one::powers);
        }
        return fuses;
    }

    private Racer start(int number, Fuse fuse, boolean alone) {
        Machine own = machine.beside(fuse);
        Witness witness = new Witness(scene.model);
        boolean compacts = number % 2 == 0;
        List<Action> actions = compacts ? compactions() : Day.race(number);
        Processes process = Machine.process(scene.clock);
        Scene.Running running = scene.start(
                own,
                alone && compacts ? Machine.alone(process) : process,
                halting(random.nextLong()),
                actions,
                witness);
        return new Racer(own, witness, running, actions);
    }

    private List<Action> compactions() {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            actions.add(new Action.Compact(random.nextBoolean() ? Urgency.AT_ONCE : Urgency.WHEN_DUE));
        }
        return actions;
    }

    /** Lets the others go ahead at some places. */
    private static Steps halting(long seed) {
        Random random = new Random(seed);
        return step -> {
            int micros;
            synchronized (random) {
                micros = random.nextInt(4) == 0 ? random.nextInt(10_000) : 0;
            }
            LockSupport.parkNanos(Duration.ofNanos(micros * 1000L).toNanos());
        };
    }

    private void end(List<Racer> racers) {
        racers.forEach(racer -> racer.machine().stop());
        machine.stop();
        for (int i = 0; i < racers.size(); i++) {
            if (faults.get(i).kind() == Kind.POWER
                    && racers.get(i).machine().fuse().struck()) {
                scene.model.powerLost();
                machine.losePower(random);
                return;
            }
        }
    }

    private static Outcome outcome(List<Racer> racers, List<String> problems) {
        List<Fuse> fuses = racers.stream().map(racer -> racer.machine().fuse()).toList();
        String where = fuses.stream().filter(Fuse::struck).map(Fuse::where).collect(Collectors.joining(" and "));
        return new Outcome(
                where.isEmpty() ? "" : "race",
                where,
                fuses.stream().map(fuse -> fuse.count(Port.STORE)).toList(),
                fuses.stream().map(fuse -> fuse.count(Port.DISK)).toList(),
                List.copyOf(problems));
    }
}

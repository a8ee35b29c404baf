package io.tarn.proof.faults;

import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.proof.faults.Day.Phase;
import io.tarn.proof.faults.Fault.Aftermath;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Judge;
import io.tarn.proof.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One day with one fault in it, on a lake of its own. */
final class Attempt {
    private final Fault fault;
    private final Random random;
    private final Scene scene;
    private final Fuse fuse;
    private @Nullable Machine machine;

    /**
     * @param root an empty folder
     * @param seed decides what a power loss leaves
     */
    Attempt(Path root, Fault fault, long seed) throws IOException {
        this.fault = fault;
        this.random = new Random(seed);
        this.scene = new Scene(root);
        this.fuse = new Fuse(fault);
        this.machine = new Machine(scene.root, fuse);
    }

    /** Lives the day until the fault strikes, and the rest of it with a machine that nothing happens to. */
    Outcome run() {
        String struck = "";
        try (Judge judge = new Judge(scene.site, scene.model)) {
            for (Phase phase : Day.phases()) {
                if (machine == null) {
                    scene.healthy(phase.actions());
                } else if (strikes(machine, phase, judge)) {
                    struck = phase.name();
                    machine = null;
                }
            }
            if (machine != null) {
                machine.stop();
            }
            scene.healthy(Workload.settling(Urgency.AT_ONCE));
            scene.problems.addAll(judge.judge(VerifyMode.DEEP));
        } catch (RuntimeException e) {
            scene.problems.add(Outcome.ended(e));
        }
        return new Outcome(
                struck,
                fuse.where(),
                List.of(fuse.count(Port.STORE)),
                List.of(fuse.count(Port.DISK)),
                List.copyOf(scene.problems));
    }

    /** True where the phase met the fault; it is done when this returns, by a second process if need be. */
    private boolean strikes(Machine here, Phase phase, Judge judge) {
        Witness witness = new Witness(scene.model);
        scene.start(here, Machine.process(scene.clock), Steps.NONE, phase.actions(), witness)
                .await();
        if (!fuse.struck()) {
            if (witness.failed()) {
                scene.problems.add("'" + phase.name() + "' failed without a fault");
            }
            return false;
        }
        here.stop();
        if (fault.kind() == Kind.POWER || fault.aftermath() == Aftermath.POWER_LOSS) {
            scene.model.powerLost();
            here.losePower(random);
        }
        scene.problems.addAll(witness.failures());
        judge.glance().forEach(problem -> scene.problems.add("After '" + phase.name() + "': " + problem));
        scene.healthy(again(phase, witness));
        return true;
    }

    private static List<Action> again(Phase phase, Witness witness) {
        return phase.actions().stream()
                .filter(action -> !(action instanceof Action.Advance))
                .map(witness::unanswered)
                .toList();
    }
}

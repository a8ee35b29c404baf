package io.tarn.proof.faults;

import io.tarn.core.TarnException;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.publish.Steps;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Model;
import io.tarn.proof.model.Player;
import io.tarn.proof.model.SetClock;
import io.tarn.proof.model.Site;
import io.tarn.proof.model.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The lake of one case, the processes that work on it, and what was found wrong so far. */
final class Scene {
    /** A process that does nothing for so long never will. */
    private static final long HANGS_MILLIS = 60_000;

    final Path root;
    final SetClock clock = new SetClock(Day.BEGIN);
    final Model model = new Model();
    final Site site;
    final List<String> problems = new ArrayList<>();

    /** @param root an empty folder */
    Scene(Path root) throws IOException {
        this.root = root.toRealPath();
        this.site = Site.of(this.root.resolve("lake"), clock);
    }

    /** Plays the actions in a process that nothing happens to. */
    void healthy(List<Action> actions) {
        Processes process = Machine.process(clock);
        play(site.withProcesses(process), actions, model);
        Machine.over(process);
    }

    /** A process on a machine, in a thread of its own. */
    final class Running {
        private final Machine machine;
        private final Processes process;
        private final Thread thread;

        private Running(Machine machine, Processes process, Thread thread) {
            this.machine = machine;
            this.process = process;
            this.thread = thread;
        }

        /** Returns when the process has ended, by itself or not. */
        void await() {
            try {
                for (long waited = 0; thread.isAlive(); waited += 10) {
                    thread.join(10);
                    // A dead process is not waited for: whoever waits in it for an answer does so for ever.
                    if (machine.fuse().dead()) {
                        return;
                    }
                    if (waited > HANGS_MILLIS) {
                        problems.add("It hangs: " + List.of(thread.getStackTrace()));
                        machine.fuse().kill();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Machine.over(process);
            }
        }
    }

    /** Begins to play the actions in a process on a machine. */
    Running start(Machine machine, Processes process, Steps steps, List<Action> actions, Witness witness) {
        Site seen = machine.site(site).withProcesses(process).withSteps(steps);
        Thread thread = new Thread(() -> witnessed(machine, () -> play(seen, actions, witness), witness), "process");
        thread.setDaemon(true);
        thread.start();
        return new Running(machine, process, thread);
    }

    private static void witnessed(Machine machine, Runnable process, Witness witness) {
        try {
            machine.run(process);
        } catch (Crash over) {
            // Nobody is there any more who could say anything.
        } catch (RuntimeException | Error e) {
            Throwable told = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            if (!machine.fuse().dead()) {
                witness.failed(told, TarnException.messageOf(told));
            }
        }
    }

    private static void play(Site where, List<Action> actions, Told told) {
        try (Player player = new Player(where, told)) {
            actions.forEach(player::play);
        }
    }
}

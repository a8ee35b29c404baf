package io.tarn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the smallest heap with which a job still ends, and does not spend more time collecting garbage than working: it
 * takes at most {@value #MOST_TIMES_CPU} times the CPU time that it takes with the usual heap.
 *
 * <p>What a JVM has resident says little about what it needs: it takes what it is given. Hence the search.
 */
final class HeapSearch {
    private static final int[] HEAPS = {32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536};
    static final int MOST_TIMES_CPU = 2;
    /** A process that hangs takes no CPU time. */
    private static final int MOST_TIMES_AS_LONG = 5;

    private static final long LEAST_NANOS = 60_000_000_000L;
    private static final long LOOK_MILLIS = 100;

    private final Command command;
    private final Path folder;

    /** Starts a worker with so many MiB of heap. */
    interface Command {
        List<String> with(int heap);
    }

    /**
     * A process that did the job.
     *
     * @param cpu seconds from its start to the end of the job
     * @param peak bytes resident at most
     */
    record Run(Path folder, int heap, double cpu, long nanos, long peak) {}

    HeapSearch(Command command, Path folder) {
        this.command = command;
        this.folder = folder;
    }

    /** With the heap that everyone has; its results stay in its folder. */
    Run usual() throws IOException {
        Optional<Run> run = run(Commands.HEAP, Double.MAX_VALUE, Long.MAX_VALUE / 2);
        if (run.isEmpty()) {
            throw new IOException("it does not end:\n" + Files.readString(folder.resolve("errors.log")));
        }
        return run.get();
    }

    /** The smallest heap that is enough, by bisection. */
    Run smallest(Run usual) throws IOException {
        Run best = usual;
        int from = 0;
        int to = HEAPS.length;
        while (from < to) {
            int middle = (from + to) / 2;
            Optional<Run> run = run(
                    HEAPS[middle],
                    usual.cpu() * MOST_TIMES_CPU,
                    Math.max(LEAST_NANOS, usual.nanos() * MOST_TIMES_AS_LONG));
            if (run.isPresent()) {
                best = run.get();
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return best;
    }

    private Optional<Run> run(int heap, double mostCpu, long mostNanos) throws IOException {
        Path turn = Files.createDirectories(folder.resolve(String.format(Locale.ROOT, "heap-%d", heap)));
        long start = System.nanoTime();
        try (WorkerProcess worker = new WorkerProcess(command.with(heap), folder.resolve("errors.log"))) {
            Thread watch = new Thread(() -> watch(worker, mostCpu, start + mostNanos), "watch");
            watch.setDaemon(true);
            watch.start();
            worker.tell("prepare", turn);
            worker.tell("run", turn);
            double cpu = worker.cpu();
            long peak = worker.peak();
            return cpu > mostCpu || peak == 0
                    ? Optional.empty()
                    : Optional.of(new Run(turn, heap, cpu, System.nanoTime() - start, peak));
        } catch (WorkerProcess.Ended tooSmall) {
            return Optional.empty();
        }
    }

    /** Ends a process that took too much. */
    private static void watch(WorkerProcess worker, double mostCpu, long until) {
        try {
            while (worker.isAlive() && worker.cpu() <= mostCpu && System.nanoTime() - until < 0) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException ended) {
            // There is nothing left to watch.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.kill();
    }
}

package io.tarn.proof.cluster;

import java.util.List;
import java.util.Optional;

/** Waits for an executor that is in the middle of a merge, and holds it there. */
final class Ambush {
    private static final long LOOK_AGAIN_NANOS = 300_000_000;
    private static final long LOG_LAG_MILLIS = 500;

    private final Cluster cluster;
    private final Lake lake;
    private final Signals signals;

    Ambush(Cluster cluster, Lake lake, Signals signals) {
        this.cluster = cluster;
        this.lake = lake;
        this.signals = signals;
    }

    /** An executor that stands still in the middle of a task that merges this collection. */
    record Caught(Executor executor, String collection) {}

    /**
     * Catches one; the others go on.
     *
     * @throws Unproven where the submission ends before one was caught
     */
    Caught caught(Submission submission) throws InterruptedException {
        List<Executor> executors = List.of();
        long looked = System.nanoTime() - LOOK_AGAIN_NANOS;
        while (submission.alive()) {
            if (System.nanoTime() - looked >= LOOK_AGAIN_NANOS) {
                executors = cluster.executors();
                looked = System.nanoTime();
            }
            if (!executors.isEmpty() && lake.staging().isPresent()) {
                signals.send("STOP", executors);
                Optional<Caught> caught = stillAtWork(executors);
                signals.send(
                        "CONT",
                        executors.stream()
                                .filter(e -> caught.filter(c -> c.executor().equals(e))
                                        .isEmpty())
                                .toList());
                if (caught.isPresent()) {
                    return caught.get();
                }
            }
            Thread.sleep(1);
        }
        throw new Unproven("No executor was caught while it merged: the tasks ended too soon");
    }

    private Optional<Caught> stillAtWork(List<Executor> executors) throws InterruptedException {
        if (lake.staging().isEmpty()) {
            return Optional.empty();
        }
        // What an executor said last comes to its log through the worker.
        Thread.sleep(LOG_LAG_MILLIS);
        return lake.staging().flatMap(collection -> executors.stream()
                .filter(executor -> !executor.running().isEmpty())
                .map(executor -> new Caught(executor, collection))
                .findFirst());
    }
}

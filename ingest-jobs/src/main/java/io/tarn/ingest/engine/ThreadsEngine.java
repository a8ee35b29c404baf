package io.tarn.ingest.engine;

import io.tarn.core.report.RunReport.SparkUsage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs units on threads of this process. */
public final class ThreadsEngine implements Engine {
    private final int parallelism;

    /** One thread per core. */
    public ThreadsEngine() {
        this(Runtime.getRuntime().availableProcessors());
    }

    public ThreadsEngine(int parallelism) {
        this.parallelism = Math.max(1, parallelism);
    }

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public <I extends Serializable, O extends Serializable> List<O> run(String stage, List<I> units, Work<I, O> work) {
        if (units.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(parallelism, units.size()), threads(stage));
        try {
            return collect(stage, units, work, pool);
        } finally {
            stop(pool);
        }
    }

    private static <I extends Serializable, O extends Serializable> List<O> collect(
            String stage, List<I> units, Work<I, O> work, ExecutorService pool) {
        ExecutorCompletionService<O> running = new ExecutorCompletionService<>(pool);
        List<Future<O>> futures = new ArrayList<>(units.size());
        for (I unit : units) {
            futures.add(running.submit(() -> attempt(stage, unit, work)));
        }
        try {
            for (int i = 0; i < units.size(); i++) {
                running.take().get(); // in order of completion, so that the first failure ends the rest at once
            }
            List<O> results = new ArrayList<>(units.size());
            for (Future<O> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EngineException failed ? failed : EngineException.of(stage, "a unit", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineException.of(stage, "all units", e);
        }
    }

    private static <I extends Serializable, O extends Serializable> O attempt(String stage, I unit, Work<I, O> work) {
        try {
            return work.run(unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineException.of(stage, unit, e);
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            throw EngineException.of(stage, unit, e);
        }
    }

    /** Waits for cancelled units: when {@code run} has returned, nothing of it goes on behind the caller's back. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory threads(String stage) {
        AtomicInteger next = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "tarn " + stage + " " + next.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Optional<SparkUsage> usage() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}

package io.tarn.ingest.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does many small things to the store at once: what they wait for is the store, not this machine. */
final class Fan {
    private static final int THREADS = 16;

    private Fan() {}

    /** The results in order. All have ended when this returns; the first failure is thrown. */
    static <I, O> List<O> out(Collection<I> items, Function<I, O> work) {
        if (items.size() <= 1) {
            return items.stream().map(work).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, items.size()), task -> {
            Thread thread = new Thread(task, "tarn publish");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<O>> futures = new ArrayList<>(items.size());
            items.forEach(item -> futures.add(threads.submit(() -> work.apply(item))));
            return collect(futures);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <O> List<O> collect(List<Future<O>> futures) {
        List<O> results = new ArrayList<>(futures.size());
        RuntimeException first = null;
        for (Future<O> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                first = first == null ? unwrapped(e) : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while publishing", e);
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
    }
}

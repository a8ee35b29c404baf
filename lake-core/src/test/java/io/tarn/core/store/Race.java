package io.tarn.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Lets many threads do something at the same moment. */
final class Race {
    static final int RUNNERS = 20;

    private Race() {}

    /** The answers of {@link #RUNNERS} threads that start together, by number. */
    static <T> List<T> of(IntFunction<Callable<T>> runners) throws Exception {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            calls.add(runners.apply(i));
        }
        return of(calls);
    }

    static <T> List<T> of(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> answers = new ArrayList<>();
            for (Callable<T> call : calls) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get(60, TimeUnit.SECONDS));
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Publishes closed spool files on a thread of its own, which compresses while others append. Thread-safe. */
final class PublishQueue implements AutoCloseable {
    /** So many files may wait where the one who adds can wait too. */
    static final int BOUNDED = 3;

    static final int UNBOUNDED = Integer.MAX_VALUE;

    private final SpoolPublisher publisher;
    private final Semaphore room;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread t = new Thread(task, "tarn-publish");
        t.setDaemon(true);
        return t;
    });

    private final List<SegmentKey> published = new ArrayList<>();
    private final List<Unpublished> unpublished = new ArrayList<>();
    private int running;

    PublishQueue(SpoolPublisher publisher, int bound) {
        this.publisher = publisher;
        this.room = new Semaphore(bound);
    }

    /** A file that is still in the spool, and why. */
    record Unpublished(SpoolFile file, Exception why) {}

    /** Publishes the file as soon as its turn comes; waits where too many do already. */
    void add(SpoolFile file) {
        room.acquireUninterruptibly();
        start(() -> {
            try {
                publish(file);
            } finally {
                room.release();
            }
        });
    }

    /** Tries again what could not be published. */
    void retry() {
        for (Unpublished failed : takeUnpublished()) {
            start(() -> publishAgain(failed.file()));
        }
    }

    /** Waits until nothing is left to do; what failed is in the answer and may be tried again. */
    synchronized List<Unpublished> await() {
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(unpublished);
    }

    /** Segments published so far. */
    synchronized List<SegmentKey> published() {
        return List.copyOf(published);
    }

    static TarnException unpublished(List<Unpublished> left) {
        Exception why = left.get(0).why();
        ExitCode code = why instanceof TarnException known ? known.exitCode() : ExitCode.UNEXPECTED;
        return new TarnException(
                code,
                left.size() + " segments could not be published",
                String.valueOf(why.getMessage()),
                "Their frames are safe in the spool; the next 'tarn land' or 'tarn compact' on this machine publishes them",
                why);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable task) {
        synchronized (this) {
            running++;
        }
        thread.execute(() -> {
            try {
                task.run();
            } finally {
                ended();
            }
        });
    }

    private synchronized void ended() {
        running--;
        notifyAll();
    }

    private void publish(SpoolFile file) {
        try {
            long count = file.decide(publisher.disk());
            keep(publisher.publish(file.path(), file.name(), count));
        } catch (IOException | RuntimeException e) {
            fail(file, e);
        }
    }

    private void publishAgain(SpoolFile file) {
        if (file.isPoisoned()) {
            publish(file);
            return;
        }
        try {
            keep(publisher.publish(file.path(), file.name()));
        } catch (IOException | RuntimeException e) {
            fail(file, e);
        }
    }

    private synchronized void keep(SpoolPublisher.Published one) {
        one.segment().ifPresent(published::add);
    }

    private synchronized void fail(SpoolFile file, Exception why) {
        unpublished.add(new Unpublished(file, why));
    }

    private synchronized List<Unpublished> takeUnpublished() {
        List<Unpublished> all = List.copyOf(unpublished);
        unpublished.clear();
        return all;
    }
}

package io.tarn.ingest.engine.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts what the executors did. Spark tells its listeners late, so {@link #await} waits for what is known to have run.
 */
final class TaskCounter extends SparkListener {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private long tasks;
    private long cpuNanos;

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        tasks++;
        TaskMetrics metrics = end.taskMetrics(); // null where the executor was lost
        if (metrics != null) {
            cpuNanos += metrics.executorCpuTime();
        }
        notifyAll();
    }

    /** Waits, but not for ever, until {@code expected} tasks were reported. */
    synchronized void await(long expected) {
        long deadline = System.nanoTime() + PATIENCE;
        try {
            long left = PATIENCE;
            while (tasks < expected && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the count so far will do
        }
    }

    synchronized long tasks() {
        return tasks;
    }

    synchronized double cpuSeconds() {
        return cpuNanos / 1e9;
    }
}

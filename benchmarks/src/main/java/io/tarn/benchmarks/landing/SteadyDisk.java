package io.tarn.benchmarks.landing;

import io.tarn.landing.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The machine's disk, but a force takes always the same time, and nothing is forced. Thread-safe. */
final class SteadyDisk implements Disk {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long nanos;
    private final LongAdder waited = new LongAdder();

    SteadyDisk(Duration force) {
        this.nanos = force.toNanos();
    }

    @Override
    public Appender create(Path file) throws IOException {
        return new Steady(REAL.create(file));
    }

    @Override
    public Appender append(Path file) throws IOException {
        return new Steady(REAL.append(file));
    }

    @Override
    public Source read(Path file) throws IOException {
        return REAL.read(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        REAL.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        REAL.delete(file);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        REAL.createFolder(folder);
    }

    @Override
    public void forceFolder(Path folder) {
        waitForIt();
    }

    @Override
    public boolean exists(Path file) {
        return REAL.exists(file);
    }

    @Override
    public boolean isFolder(Path file) {
        return REAL.isFolder(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return REAL.list(folder);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return REAL.lock(file);
    }

    @Override
    public long room(Path folder) throws IOException {
        return REAL.room(folder);
    }

    /** A timer would wake up too late by as much again. */
    private void waitForIt() {
        long until = System.nanoTime() + nanos;
        long before = THREADS.getCurrentThreadCpuTime();
        while (System.nanoTime() < until) {
            Thread.yield();
        }
        waited.add(THREADS.getCurrentThreadCpuTime() - before);
    }

    /** CPU time that waiting took so far, which a disk would not take. */
    long waitedNanos() {
        return waited.sum();
    }

    private final class Steady implements Appender {
        private final Appender real;

        Steady(Appender real) {
            this.real = real;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            real.write(bytes, offset, length);
        }

        @Override
        public void force() {
            waitForIt();
        }

        @Override
        public void truncate(long size) throws IOException {
            real.truncate(size);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}

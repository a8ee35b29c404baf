package io.tarn.benchmarks.landing;

import com.sun.management.OperatingSystemMXBean;
import io.tarn.landing.Ack;
import io.tarn.landing.Disk;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Lands events through the library: one by one by producers who each wait for every answer, and in batches. Times of
 * the first depend on how long the disk takes to force, so that is measured beside it.
 */
public final class LandingBench {
    private static final int PRODUCERS = 8;
    private static final int BATCH = 1_000;
    private static final int IN_FLIGHT = 4;
    private static final int PROBES = 500;
    private static final String COLLECTION = "orders";

    private final Path folder;
    private final List<Event> events;
    private final Duration each;

    /**
     * What one way of landing took.
     *
     * @param seconds until the last answer
     * @param cpu seconds of the process, user and system, until all was in the archive
     */
    public record Figure(String way, long events, double seconds, double cpu) {
        public double perSecond() {
            return events / seconds;
        }

        public double perCore() {
            return events / cpu;
        }
    }

    /**
     * @param folder on the disk that is measured; what is made there is removed
     * @param events landed again and again
     * @param each how long each way is measured, once it is warm
     */
    public LandingBench(Path folder, List<byte[]> events, Duration each) {
        this.folder = folder;
        this.events = events.stream().map(Event::of).toList();
        this.each = each;
    }

    /** Measures everything and prints a table. */
    public List<Figure> run(PrintStream out) throws IOException, InterruptedException {
        Disk steady = new SteadyDisk(Duration.ofNanos(150_000));
        double force = forceMillis();
        System.err.printf(Locale.ROOT, "Landing; a force takes %.2f ms%n", force);
        List<Figure> figures = List.of(
                oneByOne("one by one, " + PRODUCERS + " producers, this disk", Disk.REAL),
                oneByOne("one by one, " + PRODUCERS + " producers, a force of 0.15 ms", steady),
                batches("batches of " + BATCH + ", this disk", Disk.REAL));
        long bytes = events.stream().mapToLong(event -> event.payload().length).sum() / events.size();
        out.printf(Locale.ROOT, "%n### Landing events of %d bytes; a force takes %.2f ms%n%n", bytes, force);
        out.println("| | events | events/s | events/s and core |");
        out.println("|---|---|---|---|");
        for (Figure one : figures) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,.0f |%n",
                    one.way(),
                    one.events(),
                    one.perSecond(),
                    one.perCore());
        }
        return figures;
    }

    /** Half of all forces of a small write take no longer. */
    public double forceMillis() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("probe");
        double[] took = new double[PROBES];
        try (Disk.Appender out = Disk.REAL.create(file)) {
            for (int i = 0; i < PROBES; i++) {
                long start = System.nanoTime();
                out.write(new byte[512], 0, 512);
                out.force();
                took[i] = (System.nanoTime() - start) / 1e6;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(took);
        return took[PROBES / 2];
    }

    /** Each producer waits for an answer before it sends the next event. */
    public Figure oneByOne(String way, Disk disk) throws IOException, InterruptedException {
        System.err.println("  " + way);
        return measured(way, disk, (writer, until) -> {
            AtomicLong landed = new AtomicLong();
            List<Thread> producers = new ArrayList<>();
            for (int p = 0; p < PRODUCERS; p++) {
                int first = p;
                Thread producer = new Thread(() -> {
                    long sent = 0;
                    while (System.nanoTime() < until) {
                        Event event = events.get((int) ((first + sent++) % events.size()));
                        writer.append(COLLECTION, event).join().orThrow();
                    }
                    landed.addAndGet(sent);
                });
                producer.start();
                producers.add(producer);
            }
            for (Thread producer : producers) {
                producer.join();
            }
            return landed.get();
        });
    }

    /** One producer, who has a few batches on the way at a time. */
    public Figure batches(String way, Disk disk) throws IOException, InterruptedException {
        System.err.println("  " + way);
        return measured(way, disk, (writer, until) -> {
            Deque<CompletableFuture<List<Ack>>> onTheWay = new ArrayDeque<>();
            long sent = 0;
            while (System.nanoTime() < until) {
                List<Event> batch = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    batch.add(events.get((int) (sent++ % events.size())));
                }
                onTheWay.add(writer.appendAll(COLLECTION, batch));
                if (onTheWay.size() == IN_FLIGHT) {
                    onTheWay.remove().join().forEach(Ack::orThrow);
                }
            }
            for (CompletableFuture<List<Ack>> one : onTheWay) {
                one.join().forEach(Ack::orThrow);
            }
            return sent;
        });
    }

    private interface Work {
        long until(LandingWriter writer, long nanoTime) throws InterruptedException;
    }

    /** The first of two rounds warms up. */
    private Figure measured(String way, Disk disk, Work work) throws IOException, InterruptedException {
        Path lake = folder.resolve("lake");
        Figure last = null;
        for (int round = 0; round < 2; round++) {
            long cpu = cpuNanos(disk);
            long start = System.nanoTime();
            long landed;
            double seconds;
            try (LandingWriter writer =
                    LandingWriter.open(LandingConfig.of(lake).withDisk(disk))) {
                landed = work.until(writer, start + each.toNanos());
                seconds = (System.nanoTime() - start) / 1e9;
            }
            last = new Figure(way, landed, seconds, (cpuNanos(disk) - cpu) / 1e9);
            delete(lake);
        }
        if (last == null) {
            throw new AssertionError("two rounds");
        }
        return last;
    }

    private static long cpuNanos(Disk disk) {
        long waited = disk instanceof SteadyDisk steady ? steady.waitedNanos() : 0;
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() - waited;
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

package io.tarn.proof.kills;

import io.tarn.proof.model.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Lives of lakes, several at a time, until there were enough kills. */
final class Kills {
    /** With so many each step must have been hit, and it goes on until each was. */
    static final int ALL_STEPS = 200;

    /** The store's own times are real, so the clock of a lake begins near them. */
    private final Instant begin =
            LocalDate.now(ZoneOffset.UTC).atTime(LocalTime.of(6, 0)).toInstant(ZoneOffset.UTC);

    private final Path work;
    private final long seed;
    private final int cases;
    private final int actions;
    private final Instant until;
    private final PrintWriter out;
    private final StepBook book;
    private final AtomicLong lives = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param actions of each life
     * @param limit when it ends even if there were not enough kills
     */
    Kills(Path work, long seed, int cases, int actions, Duration limit, StepBook book, PrintWriter out) {
        this.work = work;
        this.seed = seed;
        this.cases = cases;
        this.actions = actions;
        this.until = Instant.now().plus(limit);
        this.book = book;
        this.out = out;
    }

    long lives() {
        return lives.get();
    }

    /** True if nothing was wrong; what was is printed, and its folder kept. */
    boolean run(int parallel) throws IOException {
        Path archive = work.resolve("victim.jsa");
        undisturbed(Jvm.here().archiving(archive));
        Jvm jvm = Jvm.here().sharing(archive);
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < parallel; i++) {
                all.add(CompletableFuture.runAsync(() -> liveAndLive(jvm), threads));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
        return !failed.get();
    }

    /** Tells which steps there are. */
    private void undisturbed(Jvm jvm) throws IOException {
        Path folder = work.resolve("undisturbed");
        try (Life life = new Life(folder, jvm, book, Workload.of(seed, begin, actions))) {
            tell(life, folder, life.liveUndisturbed());
        }
        book.endOfUndisturbed();
    }

    private void liveAndLive(Jvm jvm) {
        while (!enough()) {
            long own = seed + lives.incrementAndGet();
            Path folder = work.resolve("life-" + own);
            try (Life life = new Life(folder, jvm, book, Workload.of(own, begin, actions))) {
                tell(life, folder, life.live(this::enough));
                progress();
            } catch (IOException e) {
                throw new UncheckedIOException(folder.toString(), e);
            }
        }
    }

    private void progress() {
        synchronized (out) {
            out.println("  " + book.kills() + " kills in " + lives + " lives");
            out.flush();
        }
    }

    private boolean enough() {
        boolean everywhere = cases < ALL_STEPS || book.never().isEmpty();
        return failed.get()
                || (book.kills() >= cases && everywhere)
                || Instant.now().isAfter(until);
    }

    private void tell(Life life, Path folder, List<String> problems) throws IOException {
        if (problems.isEmpty()) {
            delete(folder);
            return;
        }
        failed.set(true);
        synchronized (out) {
            out.println("FAILED: " + folder + ", of seed " + seed);
            life.story().forEach(line -> out.println("  | " + line));
            problems.stream().limit(20).forEach(line -> out.println("  - " + line));
            out.println("  " + problems.size() + " differences");
            out.flush();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

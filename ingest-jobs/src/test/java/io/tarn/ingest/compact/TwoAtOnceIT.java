package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.TarnException;
import io.tarn.core.head.Owner;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several compactors on one lake, each sure that all others are dead, so that leases keep nobody away and everything
 * hangs on the heads and the log. A run may fail then, because another swept its work; what readers see may not be
 * wrong.
 */
final class TwoAtOnceIT {
    private static final int ROUNDS = Integer.getInteger("tarn.race.rounds", 3);
    private static final long FIRST_SEED = Long.getLong("tarn.race.seed", 1);

    @TempDir
    Path folder;

    @Test
    void compactors_that_take_each_other_for_dead_publish_every_row_once() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            try {
                race(folder.resolve("r" + seed), seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + " (-Dtarn.race.seed=" + seed + ")", e);
            }
        }
    }

    /**
     * One run halts at one of its steps; another takes it for dead, brings the merge to its end, appends what came, and
     * merges again; then the first one goes on as if nothing had been.
     */
    @Test
    void a_merge_that_is_overtaken_at_any_of_its_steps_does_no_harm() {
        World world = new World(folder.resolve("merge"));
        world.settings = Map.of("defaults.merge.quiet", "0s");
        LocalDate day = world.clock.today().minusDays(1);
        List<String> landed = new ArrayList<>();
        List<String> overtaken = new ArrayList<>();
        CompactRequest atOnce = CompactRequest.ALL.urgency(Urgency.AT_ONCE);
        for (int round = 0; round == overtaken.size(); round++) {
            for (int late = 0; late < 2; late++) {
                landed.add(day + " " + world.land(day, "{\"a\":" + round + "}").name() + "#0");
                world.compact(atOnce);
            }
            int halt = round;
            AtomicInteger steps = new AtomicInteger();
            Processes first = world.process();
            Steps halting = step -> {
                if (steps.getAndIncrement() == halt) {
                    overtaken.add(step);
                    world.die(first);
                    landed.add(day + " " + world.land(day, "{\"b\":1}").name() + "#0");
                    world.compact(atOnce);
                    world.compact(atOnce);
                }
                assertThat(Witness.catalogRows(world)).as(step).doesNotHaveDuplicates();
            };
            new CompactJob(world.setup(first, halting, UnaryOperator.identity())).run(CompactRequest.ALL);

            String where = "overtaken at " + overtaken;
            assertThat(Witness.catalogRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            world.compact(CompactRequest.ALL);
            assertThat(Witness.catalogRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(Witness.lakeRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(world.verify()).as(where).isEmpty();
        }
        assertThat(overtaken.toString())
                .contains("file.complete gen", "catalog.flip", "head.live", "file.complete shop", "lake.delete");
    }

    private static void race(Path root, long seed) {
        Random random = new Random(seed);
        World world = new World(root);
        world.settings = seed % 2 == 0 ? Map.of() : Map.of("defaults.merge.quiet", "0s");
        List<String> landed = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int wave = 0; wave < 3; wave++) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                LocalDate day = world.clock.today().minusDays(random.nextInt(2));
                SegmentKey segment = world.land(day, "{\"a\":" + i + "}", "{\"b\":\"x\"}", "broken");
                landed.add(day + " " + segment.name() + "#0");
                landed.add(day + " " + segment.name() + "#1");
            }
            failures.addAll(together(world, random));
            List<String> rows = Witness.catalogRows(world);
            assertThat(rows).doesNotHaveDuplicates().allMatch(landed::contains);
            world.clock.forward(Duration.ofHours(random.nextInt(20)));
        }
        CompactResult last = world.compact(CompactRequest.ALL.urgency(Urgency.AT_ONCE));
        assertThat(last.report().problems()).as("after %s", failures).isEmpty();
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        assertThat(Witness.lakeRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        HydrateLog log = new HydrateLog(world.state, World.SHOP);
        assertThat(log.records(0, log.tail().last()))
                .flatMap(LogRecord::quarantine)
                .allMatch(object -> world.state.stat(object.key()).isPresent());
        // What a run staged whose work area another one swept has no owner that anybody could tell.
        world.clock.forward(Duration.ofHours(25));
        world.compact(CompactRequest.ALL);
        assertThat(world.lake.listUnfinished("")).isEmpty();
        assertThat(world.state.listUnfinished("")).isEmpty();
        assertThat(world.state.list("gen/")).isEmpty();
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        assertThat(Witness.lakeRows(world)).containsExactlyInAnyOrderElementsOf(landed);
    }

    private static List<String> together(World world, Random random) {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long seed = random.nextLong();
            Urgency urgency = random.nextBoolean() ? Urgency.AT_ONCE : Urgency.WHEN_DUE;
            runs.add(CompletableFuture.runAsync(() -> {
                try {
                    CompactResult result = new CompactJob(
                                    world.setup(believingOthersDead(world), haltingAt(seed), UnaryOperator.identity()))
                            .run(CompactRequest.ALL.urgency(urgency));
                    failures.addAll(result.report().problems());
                } catch (TarnException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }));
        }
        runs.forEach(CompletableFuture::join);
        return List.copyOf(failures);
    }

    /** Lets the others go ahead at random places. */
    private static Steps haltingAt(long seed) {
        Random random = new Random(seed);
        return step -> {
            int pause;
            synchronized (random) {
                pause = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
            }
            LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
        };
    }

    static Processes believingOthersDead(World world) {
        Processes process = world.process();
        return new Processes() {
            @Override
            public Owner self() {
                return process.self();
            }

            @Override
            public boolean alive(Owner owner) {
                return owner.pid() == process.self().pid();
            }
        };
    }
}

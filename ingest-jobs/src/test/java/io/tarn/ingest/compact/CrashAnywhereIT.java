package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.ExitCode;
import io.tarn.core.head.Head;
import io.tarn.core.head.Pending.Kind;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.report.Balance;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.compact.FaultyStore.Crash;
import io.tarn.ingest.compact.FaultyStore.Fuse;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.LiveQuarantine;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of landing and compacting in which every compaction may die at any change of the store, and uploads
 * may vanish. After each death a reader sees every row at most once and loses none that it saw; after a run that lives,
 * it sees exactly what was landed.
 */
final class CrashAnywhereIT {
    private static final int HISTORIES = Integer.getInteger("tarn.crash.histories", 12);
    private static final long FIRST_SEED = Long.getLong("tarn.crash.seed", 1);

    private static final Map<String, String> MERGE_AT_ONCE =
            Map.of("defaults.merge.quiet", "0s", "defaults.merge.files", "2");

    @TempDir
    Path folder;

    /** At every change that a merge makes, before it and after it, on one lake that gains a late file each time. */
    @Test
    void a_merge_that_dies_at_any_of_its_changes_is_brought_to_its_end_by_the_next_run() {
        World world = new World(folder.resolve("merge"));
        world.settings = MERGE_AT_ONCE;
        LocalDate day = world.clock.today().minusDays(1);
        List<String> landed = new ArrayList<>();
        Set<String> left = new HashSet<>();
        int deaths = 0;
        for (boolean died = true; died; deaths += died ? 1 : 0) {
            for (int late = 0; late < 2; late++) {
                landed.add(day + " " + world.land(day, "{\"a\":" + deaths + "}").name() + "#0");
                world.compact(CompactRequest.ALL.urgency(Urgency.AT_ONCE));
            }
            Fuse fuse = new Fuse(deaths / 2, deaths % 2 == 0);
            died = diesIn(world, CompactRequest.ALL, fuse);

            String where = fuse.where();
            Head head = world.heads().read(day).orElseThrow();
            left.add(head.state()
                    + (head.pending() == null ? "" : " " + head.pending().kind()));
            assertThat(Witness.catalogRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(Witness.lakeRows(world)).as(where).containsAll(landed);
            assertThat(world.verify()).as(where).isEmpty();

            CompactResult next = world.compact(CompactRequest.ALL);
            assertThat(next.report().problems()).as(where).isEmpty();
            assertThat(next.report().balance()).as(where).allMatch(Balance::balanced);
            assertThat(world.heads().read(day).orElseThrow().files()).as(where).hasSize(1);
            assertThat(Witness.catalogRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(Witness.lakeRows(world)).as(where).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(world.verify()).as(where).isEmpty();
            assertNothingLeftOver(world);
        }
        assertThat(deaths).isGreaterThan(30);
        assertThat(left).containsExactlyInAnyOrder("SEALED", "REPLACING REPLACE", "REPLACING", "REPLACING RETURN");
    }

    private static boolean diesIn(World world, CompactRequest request, Fuse fuse) {
        Processes process = world.process();
        try {
            new CompactJob(world.setup(process, Steps.NONE, store -> new FaultyStore(store, fuse))).run(request);
            return false;
        } catch (Crash expected) {
            return true;
        } finally {
            world.die(process);
        }
    }

    private static void assertNothingLeftOver(World world) {
        assertThat(Witness.parquet(world.root.resolve("_tarn/hot"))).isEmpty();
        assertThat(Witness.parquet(world.root.resolve("_tarn/waiting"))).isEmpty();
        assertThat(world.state.list("gen/")).isEmpty();
        assertThat(world.state.list("work/")).isEmpty();
        assertThat(world.state.listUnfinished("")).isEmpty();
        assertThat(world.lake.listUnfinished("")).isEmpty();
    }

    @Test
    void whatever_dies_when_the_next_run_goes_on_and_every_row_is_there_once() {
        Set<String> places = new HashSet<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                new History(folder.resolve("h" + seed), seed, places).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + " (-Dtarn.crash.seed=" + seed + ")", e);
            }
        }
        assertThat(places).as("kinds of changes at which a run died").hasSizeGreaterThan(5);
    }

    /** One lake's life. */
    private static final class History {
        private final Random random;
        private final World world;
        private final LocalDate today;
        private final List<String> landed = new ArrayList<>();
        private final Set<String> places;
        private final Map<SegmentKey, String[]> damaged = new LinkedHashMap<>();
        private Set<String> seen = Set.of();
        private long quarantined;

        History(Path root, long seed, Set<String> places) {
            this.random = new Random(seed);
            this.world = new World(root);
            this.today = world.clock.today();
            this.places = places;
            // Then what is late is merged by the run after the one that appended it.
            world.settings = seed % 2 == 0 ? MERGE_AT_ONCE : Map.of();
        }

        void run() {
            for (int step = 0; step < 6; step++) {
                land();
                if (random.nextInt(3) == 0) {
                    world.clock.forward(Duration.ofHours(random.nextInt(30)));
                }
                CompactRequest request =
                        random.nextBoolean() ? CompactRequest.ALL : CompactRequest.ALL.urgency(Urgency.AT_ONCE);
                if (random.nextInt(4) != 0) {
                    dyingRun(request);
                    readersSeeNothingWrong();
                }
                if (random.nextInt(3) == 0) {
                    restore();
                    dyingRetry();
                    readersSeeNothingWrong();
                }
                if (random.nextInt(6) == 0) {
                    loseAnUpload();
                }
            }
            settled();
        }

        private void land() {
            for (int i = random.nextInt(3); i > 0; i--) {
                LocalDate day = today.minusDays(random.nextInt(3));
                List<String> payloads = new ArrayList<>();
                for (int row = 1 + random.nextInt(3); row > 0; row--) {
                    payloads.add(random.nextInt(8) == 0 ? "broken" : "{\"a\":" + random.nextInt(100) + "}");
                }
                if (random.nextInt(5) == 0) {
                    String[] lost = payloads.toArray(String[]::new);
                    damaged.put(world.landDamaged(day, lost), lost);
                    continue;
                }
                SegmentKey segment = world.land(day, payloads);
                readable(segment, payloads);
            }
        }

        private void readable(SegmentKey segment, List<String> payloads) {
            for (int seq = 0; seq < payloads.size(); seq++) {
                if (payloads.get(seq).equals("broken")) {
                    quarantined++;
                } else {
                    landed.add(segment.received() + " " + segment.name() + "#" + seq);
                }
            }
        }

        /** What was damaged is put back, whether it was hydrated in between or not. */
        private void restore() {
            damaged.forEach((segment, payloads) -> {
                world.restore(segment, payloads);
                readable(segment, List.of(payloads));
            });
            damaged.clear();
        }

        private void dyingRetry() {
            if (world.state.stat(Keys.settings(World.SHOP, 1)).isEmpty()) {
                return; // nothing was ever compacted
            }
            Fuse fuse = new Fuse(random.nextInt(25), random.nextBoolean());
            Processes process = world.process();
            try {
                new RetryJob(world.setup(process, Steps.NONE, store -> new FaultyStore(store, fuse)))
                        .run(RetryRequest.all(World.SHOP));
            } catch (Crash expected) {
                places.add(fuse.where().replaceAll("[^/ ]*[0-9][^ ]*", "").replaceAll("/.*", ""));
            } finally {
                world.die(process);
            }
        }

        private void dyingRun(CompactRequest request) {
            Fuse fuse = new Fuse(random.nextInt(60), random.nextBoolean());
            if (diesIn(world, request, fuse)) {
                places.add(fuse.where().replaceAll("[^/ ]*[0-9][^ ]*", "").replaceAll("/.*", ""));
            }
        }

        private void readersSeeNothingWrong() {
            List<String> rows = Witness.catalogRows(world);
            assertThat(rows).doesNotHaveDuplicates().allMatch(landed::contains);
            assertThat(rows).as("rows that a reader saw before").containsAll(seen);
            assertThat(Witness.lakeRows(world)).allMatch(landed::contains);
            assertThat(Witness.lakeRows(world).stream().filter(row -> !replaced(row)))
                    .doesNotHaveDuplicates();
            seen = new HashSet<>(rows);
        }

        /** Who lists the lake may see both generations of a replaced day until the next run. */
        private boolean replaced(String row) {
            // A run may die between the completion of a closed day's first files and its head.
            return world.heads()
                    .read(LocalDate.parse(row.substring(0, 10)))
                    .map(Head::pending)
                    .filter(pending -> pending.kind() == Kind.RETURN)
                    .isPresent();
        }

        private void loseAnUpload() {
            List<UnfinishedUpload> uploads = new ArrayList<>(world.lake.listUnfinished(""));
            if (!uploads.isEmpty()) {
                UnfinishedUpload lost = uploads.get(random.nextInt(uploads.size()));
                world.lake.abort(lost.key(), lost.uploadId());
            }
            List<UnfinishedUpload> ours = world.state.listUnfinished("");
            if (!ours.isEmpty()) {
                UnfinishedUpload lost = ours.get(random.nextInt(ours.size()));
                world.state.abort(lost.key(), lost.uploadId());
            }
        }

        private void settled() {
            CompactRequest atOnce = CompactRequest.ALL.urgency(Urgency.AT_ONCE);
            restore();
            world.compact(atOnce);
            world.retry(RetryRequest.all(World.SHOP));
            CompactResult result = world.compact(atOnce);
            result = result.exitCode() == ExitCode.DONE ? world.compact(atOnce) : result;
            assertThat(result.report().problems()).isEmpty();
            assertThat(result.report().balance()).allMatch(Balance::balanced);
            readersSeeNothingWrong();
            assertThat(seen).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(Witness.lakeRows(world)).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(quarantineInLog()).isEqualTo(quarantined);
            assertThat(world.verify()).isEmpty();
            assertNothingLeftOver(world);
        }

        private long quarantineInLog() {
            HydrateLog log = new HydrateLog(world.state, World.SHOP);
            return LiveQuarantine.of(log.records(0, log.tail().last())).stream()
                    .filter(object -> world.state.stat(object.key()).isPresent())
                    .mapToLong(object -> object.count())
                    .sum();
        }
    }
}

package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.ExitCode;
import io.tarn.core.key.SegmentKey;
import io.tarn.ingest.compact.FaultyStore.Crash;
import io.tarn.ingest.compact.FaultyStore.Fuse;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.verify.VerifyMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetryCrashIT {
    private static final RetryRequest ALL = RetryRequest.all(World.SHOP);
    private static final CompactRequest AT_ONCE = CompactRequest.ALL.urgency(Urgency.AT_ONCE);

    @TempDir
    Path folder;

    /** Rows of an open day (hot files) and of a sealed one (waiting), id conflicts, and what stays bad. */
    @Test
    void a_retry_that_dies_at_any_of_its_changes_balances_and_the_next_run_goes_on() {
        World world = new World(folder);
        LocalDate today = world.clock.today();
        LocalDate sealed = today.minusDays(3);
        List<String> published = new ArrayList<>();
        published.add(row(world.land(sealed, "{\"a\":0}"), 0));
        world.compact(AT_ONCE);
        int deaths = 0;
        for (boolean died = true; died; deaths += died ? 1 : 0) {
            SegmentKey open = world.landDamaged(today, "{\"a\":1}", "broken", "{\"a\":2}");
            SegmentKey late = world.landDamaged(sealed, "{\"a\":3}");
            world.land(today, "as bad as ever");
            world.compact(CompactRequest.ALL);
            world.restore(open, "{\"a\":1}", "broken", "{\"a\":2}");
            world.restore(late, "{\"a\":3}");
            List<String> before = List.copyOf(published);
            published.addAll(List.of(row(open, 0), row(open, 2), row(late, 0)));
            Fuse fuse = new Fuse(deaths / 2, deaths % 2 == 0);
            died = diesIn(world, fuse);

            String where = deaths + " " + fuse.where();
            assertThat(Witness.catalogRows(world))
                    .as(where)
                    .doesNotHaveDuplicates()
                    .containsAll(before);
            assertThat(published).as(where).containsAll(Witness.catalogRows(world));
            assertThat(world.verify()).as(where).isEmpty();

            // Who comes next finishes what is recorded; what is not, a retry begins again.
            if (deaths % 3 == 0) {
                assertThat(world.compact(CompactRequest.ALL).report().problems())
                        .as(where)
                        .isEmpty();
                assertThat(world.verify()).as(where).isEmpty();
            }
            assertThat(world.retry(ALL).exitCode()).as(where).isEqualTo(ExitCode.DONE);
            assertThat(world.retry(ALL).report().status()).as(where).isEqualTo("nothing");
            assertThat(world.compact(AT_ONCE).report().problems()).as(where).isEmpty();
            assertThat(Witness.catalogRows(world)).as(where).containsExactlyInAnyOrderElementsOf(published);
            assertThat(world.verify(VerifyMode.FULL)).as(where).isEmpty();
            assertThat(world.state.list("work/")).as(where).isEmpty();
            assertThat(world.state.listUnfinished("")).as(where).isEmpty();
        }
        assertThat(deaths).isGreaterThan(20);
        assertThat(world.verify(VerifyMode.DEEP)).isEmpty();
    }

    @Test
    void two_retries_and_a_compaction_at_once_publish_every_row_once() {
        for (int round = 0; round < 3; round++) {
            World world = new World(folder.resolve("r" + round));
            LocalDate today = world.clock.today();
            SegmentKey damaged = world.landDamaged(today, "{\"a\":1}", "{\"a\":2}", "broken");
            world.compact(CompactRequest.ALL);
            world.restore(damaged, "{\"a\":1}", "{\"a\":2}", "broken");
            SegmentKey fresh = world.land(today, "{\"a\":3}");

            CompletableFuture.allOf(
                            quietly(() -> new RetryJob(believingOthersDead(world)).run(ALL)),
                            quietly(() -> new RetryJob(believingOthersDead(world)).run(ALL)),
                            quietly(() -> new CompactJob(believingOthersDead(world)).run(CompactRequest.ALL)))
                    .join();

            List<String> rows = List.of(row(damaged, 0), row(damaged, 1), row(fresh, 0));
            assertThat(Witness.catalogRows(world)).doesNotHaveDuplicates().allMatch(rows::contains);
            world.retry(ALL);
            assertThat(world.compact(CompactRequest.ALL).report().problems()).isEmpty();
            assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(world.verify(VerifyMode.DEEP)).isEmpty();
        }
    }

    /** A run may fail, because another one swept its work; what readers see may not be wrong. */
    private static CompletableFuture<Void> quietly(Runnable run) {
        return CompletableFuture.runAsync(run).exceptionally(failed -> null);
    }

    private static CompactSetup believingOthersDead(World world) {
        return world.setup(TwoAtOnceIT.believingOthersDead(world), Steps.NONE, UnaryOperator.identity());
    }

    private static boolean diesIn(World world, Fuse fuse) {
        Processes process = world.process();
        try {
            new RetryJob(world.setup(process, Steps.NONE, store -> new FaultyStore(store, fuse))).run(ALL);
            return false;
        } catch (Crash expected) {
            return true;
        } finally {
            world.die(process);
        }
    }

    private static String row(SegmentKey segment, long seq) {
        return segment.received() + " " + segment.name() + "#" + seq;
    }
}

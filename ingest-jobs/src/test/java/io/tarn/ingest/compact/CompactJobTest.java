package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.plan.CompactPlan;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection's way through days, on a lake in a directory and with threads. */
final class CompactJobTest {
    private static final CompactRequest AT_ONCE = CompactRequest.ALL.urgency(Urgency.AT_ONCE);

    @TempDir
    Path folder;

    private World world;
    private LocalDate today;

    @BeforeEach
    void setUp() {
        world = new World(folder);
        today = world.clock.today();
    }

    @Test
    void rows_of_today_are_shown_hot_and_balance() {
        SegmentKey segment = world.land(today, "{\"a\":1}", "{\"a\":2}", "broken");

        CompactResult result = world.compact(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.report().days()).singleElement().satisfies(day -> {
            assertThat(day.action()).isEqualTo("hydrated");
            assertThat(day.state()).isEqualTo("open");
            assertThat(day.rows()).isEqualTo(2);
        });
        assertThat(result.report().balance()).containsExactly(new Balance("shop", 3, 2, 1, 0, 0, 0, 0, 0));
        assertThat(Witness.catalogRows(world)).containsExactly(row(today, segment, 0), row(today, segment, 1));
        assertThat(Witness.lakeRows(world)).isEmpty();
    }

    @Test
    void a_second_run_has_nothing_to_do() {
        world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);

        CompactResult again = world.compact(CompactRequest.ALL);

        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(again.report().status()).isEqualTo("nothing");
        assertThat(again.report().days()).isEmpty();
    }

    @Test
    void a_day_that_is_over_is_sealed_into_one_file_and_its_hot_files_go() {
        SegmentKey one = world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        SegmentKey two = world.land(today, "{\"a\":2,\"b\":\"x\"}");
        world.compact(CompactRequest.ALL);
        world.clock.forward(Duration.ofHours(26));

        CompactResult result = world.compact(CompactRequest.ALL);

        assertThat(result.report().days()).singleElement().satisfies(day -> {
            assertThat(day.action()).isEqualTo("sealed");
            assertThat(day.state()).isEqualTo("sealed");
            assertThat(day.files()).isEqualTo(1);
        });
        assertThat(result.report().balance()).containsExactly(new Balance("shop", 2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(Witness.catalogRows(world))
                .containsExactlyInAnyOrder(row(today, one, 0), row(today, two, 0))
                .isEqualTo(Witness.lakeRows(world));
        assertThat(Witness.parquet(folder.resolve("_tarn/hot"))).isEmpty();
        assertThat(world.lake.listUnfinished("")).isEmpty();
        assertThat(world.state.list("work/")).isEmpty();
    }

    @Test
    void late_rows_of_a_sealed_day_wait_and_are_appended_when_they_waited_long_enough() {
        SegmentKey first = sealedYesterday();
        SegmentKey late = world.land(today.minusDays(1), "{\"a\":3}");

        CompactResult waits = world.compact(CompactRequest.ALL);

        assertThat(waits.report().days())
                .singleElement()
                .extracting(DayAction::action)
                .isEqualTo("hydrated");
        assertThat(waits.report().balance()).containsExactly(new Balance("shop", 1, 0, 0, 0, 0, 1, 0, 0));
        assertThat(Witness.catalogRows(world)).containsExactly(row(today.minusDays(1), first, 0));

        world.clock.forward(Duration.ofHours(6));
        CompactResult appended = world.compact(CompactRequest.ALL);

        assertThat(appended.report().days()).singleElement().satisfies(day -> {
            assertThat(day.action()).isEqualTo("appended");
            assertThat(day.files()).isEqualTo(2);
        });
        assertThat(appended.report().balance()).containsExactly(new Balance("shop", 1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(Witness.lakeRows(world))
                .containsExactlyInAnyOrder(row(today.minusDays(1), first, 0), row(today.minusDays(1), late, 0))
                .isEqualTo(Witness.catalogRows(world));
        assertThat(Witness.parquet(folder.resolve("_tarn/waiting"))).isEmpty();
    }

    @Test
    void an_open_day_is_sealed_when_asked_and_takes_late_rows_after_it() {
        SegmentKey one = world.land(today, "{\"a\":1}");
        world.compact(AT_ONCE);
        assertThat(head(today).state()).isEqualTo(Head.State.SEALED);
        SegmentKey two = world.land(today, "{\"a\":2}");

        CompactResult result = world.compact(AT_ONCE);

        assertThat(result.report().days())
                .singleElement()
                .extracting(DayAction::action)
                .isEqualTo("appended");
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrder(row(today, one, 0), row(today, two, 0));
    }

    @Test
    void a_closed_day_of_an_import_goes_straight_to_its_final_files_once_it_rests() {
        LocalDate lastYear = today.minusYears(1);
        world.land(lastYear, "{\"a\":1}");
        world.clock.forward(Duration.ofHours(2));

        world.compact(CompactRequest.ALL);

        assertThat(head(lastYear).state()).isEqualTo(Head.State.SEALED);
        assertThat(Witness.lakeRows(world)).hasSize(1).isEqualTo(Witness.catalogRows(world));
        assertThat(Witness.parquet(folder.resolve("_tarn/waiting"))).isEmpty();
    }

    @Test
    void a_closed_day_of_which_more_may_come_waits_and_is_sealed_when_asked() {
        LocalDate lastYear = today.minusYears(1);
        world.land(lastYear, "{\"a\":1}");
        CompactResult waits = world.compact(CompactRequest.ALL);
        assertThat(waits.report().balance()).containsExactly(new Balance("shop", 1, 0, 0, 0, 0, 1, 0, 0));
        assertThat(Witness.catalogRows(world)).isEmpty();
        world.land(lastYear, "{\"a\":2}");

        world.compact(AT_ONCE);

        assertThat(head(lastYear).files()).hasSize(1);
        assertThat(Witness.lakeRows(world)).hasSize(2).isEqualTo(Witness.catalogRows(world));
    }

    @Test
    void settings_that_differ_from_those_in_the_bucket_are_refused_by_name() {
        world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        world.settings = Map.of("collections.shop.id", "/a");

        CompactResult result = world.compact(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.report().problems())
                .singleElement()
                .asString()
                .startsWith("Collection shop: The settings of collection shop differ from version 1 in the bucket: ")
                .contains("id")
                .contains("tarn schema apply shop");
    }

    @Test
    void a_collection_that_another_live_run_holds_is_left_alone() {
        world.land(today, "{\"a\":1}");
        Processes first = world.process();
        CompactResult[] second = new CompactResult[1];
        Steps meanwhile = step -> {
            if (step.startsWith("log.append")) {
                second[0] = world.compact(CompactRequest.ALL);
            }
        };

        CompactResult result =
                new CompactJob(world.setup(first, meanwhile, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(second[0].exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Witness.catalogRows(world)).hasSize(1);
    }

    @Test
    void who_loses_the_log_number_plans_again_without_the_winners_segments() {
        SegmentKey one = world.land(today, "{\"a\":1}");
        Processes first = world.process();
        SegmentKey[] two = new SegmentKey[1];
        Steps meanwhile = step -> {
            if (step.equals("log.append 1")) {
                world.die(first); // or so the other one believes
                world.compact(CompactRequest.ALL);
                two[0] = world.land(today, "{\"a\":2}");
            }
        };

        CompactResult result =
                new CompactJob(world.setup(first, meanwhile, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Witness.catalogRows(world)).containsExactly(row(today, one, 0));
        world.compact(CompactRequest.ALL);
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrder(row(today, one, 0), row(today, two[0], 0));
        assertThat(world.state.listUnfinished("")).isEmpty();
    }

    @Test
    void a_day_sealed_while_its_hot_file_was_staged_gets_the_rows_as_late_ones() {
        SegmentKey one = world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        SegmentKey two = world.land(today, "{\"a\":2}");
        Processes first = world.process();
        boolean[] sealed = {false};
        Steps meanwhile = step -> {
            if (step.startsWith("log.append") && !sealed[0]) {
                sealed[0] = true;
                world.die(first);
                world.state.delete(Keys.arrival(world.clock.instant(), two)); // so that only the first knows it
                world.compact(AT_ONCE);
            }
        };

        new CompactJob(world.setup(first, meanwhile, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(head(today).state()).isEqualTo(Head.State.SEALED);
        assertThat(head(today).waiting()).hasSize(1);
        assertThat(Witness.catalogRows(world)).containsExactly(row(today, one, 0));
        world.compact(AT_ONCE);
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrder(row(today, one, 0), row(today, two, 0));
        assertThat(world.state.listUnfinished("")).isEmpty();
        assertThat(Witness.parquet(folder.resolve("_tarn/hot"))).isEmpty();
    }

    @Test
    void a_seal_that_another_run_has_begun_anew_meanwhile_is_not_that_of_the_first_any_more() {
        SegmentKey one = world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        Processes first = world.process();
        List<SegmentKey> two = new ArrayList<>();
        // Between the beginning of its seal and the first upload, so that nothing of it is there to be swept.
        UnaryOperator<ObjectStore> overtaken = store -> before(store, "work/", () -> {
            if (two.isEmpty()) {
                world.die(first);
                two.add(world.land(today, "{\"a\":2}"));
                world.compact(CompactRequest.ALL); // takes it for dead and opens the day again
                dieBeforeSealing();
            }
        });

        new CompactJob(world.setup(first, Steps.NONE, overtaken)).run(AT_ONCE);

        assertThat(head(today).pending()).isNull();
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrder(row(today, one, 0), row(today, two.get(0), 0));
        world.alive.clear();
        world.compact(AT_ONCE);
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrder(row(today, one, 0), row(today, two.get(0), 0));
        assertThat(Witness.lakeRows(world)).isEqualTo(Witness.catalogRows(world));
    }

    private static ObjectStore before(ObjectStore store, String prefix, Runnable action) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("create")
                            && String.valueOf(args[0]).startsWith(prefix)) {
                        action.run();
                    }
                    return method.invoke(store, args);
                });
    }

    private void dieBeforeSealing() {
        Processes second = world.process();
        Steps dying = step -> {
            if (step.startsWith("head.pending")) {
                throw new FaultyStore.Crash(step);
            }
        };
        try {
            new CompactJob(world.setup(second, dying, UnaryOperator.identity())).run(AT_ONCE);
        } catch (FaultyStore.Crash expected) {
            world.die(second);
        }
    }

    @Test
    void an_upload_that_vanished_before_anything_was_completed_drops_the_seal_and_a_later_run_seals() {
        world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        boolean[] lost = {false};
        Steps losing = step -> {
            if (step.startsWith("file.complete ")
                    && step.contains("shop/year=")
                    && !step.contains("hot/")
                    && !lost[0]) {
                lost[0] = true;
                world.lake.listUnfinished("").forEach(upload -> world.lake.abort(upload.key(), upload.uploadId()));
            }
        };

        CompactResult result =
                new CompactJob(world.setup(world.process(), losing, UnaryOperator.identity())).run(AT_ONCE);

        assertThat(lost[0]).isTrue();
        assertThat(head(today).state()).isEqualTo(Head.State.OPEN);
        assertThat(head(today).pending()).isNull();
        assertThat(Witness.catalogRows(world)).hasSize(1);
        assertThat(result.report().balance()).allMatch(Balance::balanced);
        world.alive.clear();
        world.compact(AT_ONCE);
        assertThat(Witness.lakeRows(world)).hasSize(1).isEqualTo(Witness.catalogRows(world));
    }

    @Test
    void a_staged_file_that_vanished_after_the_record_is_staged_again() {
        SegmentKey segment = world.land(today, "{\"a\":1}", "{\"a\":2}");
        Steps losing = step -> {
            if (step.startsWith("catalog.columns")) {
                world.state.listUnfinished("").forEach(upload -> world.state.abort(upload.key(), upload.uploadId()));
            }
        };

        new CompactJob(world.setup(world.process(), losing, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(Witness.catalogRows(world)).containsExactly(row(today, segment, 0), row(today, segment, 1));
        assertThat(world.state.listUnfinished("")).isEmpty();
    }

    @Test
    void an_upload_lost_after_the_first_completion_is_rebuilt_alone_on_its_key() {
        world.settings = Map.of("defaults.target-file-size", "4KiB", "defaults.row-group-size", "4KiB");
        SegmentKey segment = world.land(today, noise(400));
        world.compact(CompactRequest.ALL);
        List<String> completed = new ArrayList<>();
        Steps losing = step -> {
            if (step.startsWith("file.completed shop/")) {
                completed.add(step);
                if (completed.size() == 1) {
                    UnfinishedUpload second = world.lake.listUnfinished("").get(0);
                    world.lake.abort(second.key(), second.uploadId());
                }
            }
        };

        CompactResult result =
                new CompactJob(world.setup(world.process(), losing, UnaryOperator.identity())).run(AT_ONCE);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(head(today).files().size()).isGreaterThan(2);
        assertThat(completed)
                .doesNotHaveDuplicates()
                .hasSize(head(today).files().size());
        assertThat(Witness.lakeRows(world)).hasSize(400).isEqualTo(Witness.catalogRows(world));
        assertThat(Witness.lakeRows(world)).contains(row(today, segment, 399));
        assertThat(world.lake.listUnfinished("")).isEmpty();
        assertThat(world.verify()).isEmpty();
    }

    @Test
    void a_key_that_is_found_after_the_uploads_were_aborted_sends_a_dropped_seal_forward_after_all() {
        world.settings = Map.of("defaults.target-file-size", "4KiB", "defaults.row-group-size", "4KiB");
        world.land(today, noise(400));
        world.compact(CompactRequest.ALL);
        List<String> steps = new ArrayList<>();
        Steps racing = step -> {
            boolean first = steps.stream().noneMatch(step.substring(0, step.indexOf(' '))::equals);
            steps.add(step.substring(0, step.indexOf(' ')));
            List<UnfinishedUpload> uploads = world.lake.listUnfinished("shop/");
            if (first && step.startsWith("file.complete shop/")) {
                world.lake.abort(uploads.get(0).key(), uploads.get(0).uploadId());
            }
            if (first && step.startsWith("file.abort ")) { // another run, which has not seen that it is dropped
                UnfinishedUpload last = uploads.get(uploads.size() - 1);
                List<PartTag> parts =
                        world.lake.listParts(last.key(), last.uploadId()).orElseThrow();
                world.lake.complete(last.key(), last.uploadId(), parts);
            }
        };

        new CompactJob(world.setup(world.process(), racing, UnaryOperator.identity())).run(AT_ONCE);

        assertThat(steps).contains("head.dropping", "head.forward", "head.rebuild", "head.live");
        assertThat(head(today).state()).isEqualTo(Head.State.SEALED);
        assertThat(Witness.lakeRows(world)).hasSize(400).isEqualTo(Witness.catalogRows(world));
        assertThat(world.verify()).isEmpty();
    }

    @Test
    void a_catalog_reader_never_sees_a_row_twice_or_one_less_at_any_step() {
        world.land(today, "{\"a\":1}", "{\"a\":2}");
        Set<String> seen = new HashSet<>();
        Steps reading = step -> {
            List<String> rows = Witness.catalogRows(world);
            assertThat(rows).as(step).doesNotHaveDuplicates().containsAll(seen);
            seen.addAll(rows);
        };
        List<CompactRequest> requests = List.of(CompactRequest.ALL, CompactRequest.ALL, AT_ONCE, AT_ONCE);
        for (CompactRequest request : requests) {
            new CompactJob(world.setup(world.process(), reading, UnaryOperator.identity())).run(request);
            world.alive.clear();
            world.land(today, "{\"a\":3,\"b\":true}");
        }

        assertThat(seen).hasSize(5);
        assertThat(head(today).state()).isEqualTo(Head.State.SEALED);
    }

    @Test
    void a_segment_that_repeats_sequence_numbers_is_set_aside_and_named() {
        SegmentKey good = world.land(today, "{\"a\":1}", "{\"a\":2}");
        world.compact(CompactRequest.ALL);
        SegmentKey copy = new SegmentKey(World.SHOP, today, good.writer(), good.epoch(), 0, 0, 1);
        world.state.create(Keys.arrival(world.clock.instant(), copy), new byte[0]);
        world.state.create(copy.key(), World.bytes(copy, List.of("{\"a\":1}")));

        CompactResult result = world.compact(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(result.report().problems()).singleElement().asString().contains(copy.key(), good.key());
        assertThat(Witness.catalogRows(world)).hasSize(2);
    }

    @Test
    void a_collection_that_fails_for_a_reason_nobody_thought_of_does_not_keep_the_others_from_their_run() {
        world.land(today, "{\"a\":1}");
        SegmentKey other = new SegmentKey(new CollectionName("apples"), today, "w9", "e1", 0, 0, 1);
        world.state.create(Keys.arrival(world.clock.instant(), other), new byte[0]);
        world.state.create(other.key(), World.bytes(other, List.of("{\"a\":1}")));
        CompactSetup setup = world.setup(world.process(), Steps.NONE, UnaryOperator.identity());
        RuntimeException surprise = new IllegalStateException("nobody thought of this");

        CompactResult result = new CompactJob(World.with(setup, name -> {
                    if (name.equals(other.collection())) {
                        throw surprise;
                    }
                    return setup.configs().apply(name);
                }))
                .run(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(result.failures()).containsExactly(surprise);
        assertThat(result.report().problems())
                .singleElement()
                .asString()
                .contains("apples", "IllegalStateException, nobody thought of this");
        assertThat(Witness.catalogRows(world)).hasSize(1);
        assertThat(world.state.list("reports/")).hasSize(1);
    }

    @Test
    void a_dry_run_says_what_would_be_done_and_does_nothing() {
        sealedYesterday();
        world.land(today.minusDays(1), "{\"a\":3}");
        world.compact(CompactRequest.ALL);
        world.land(today, "{\"a\":4}", "{\"a\":5}");
        String before = everything();

        CompactPlan plan =
                new CompactJob(world.setup(world.process(), Steps.NONE, UnaryOperator.identity())).plan(AT_ONCE);

        assertThat(plan.collections()).singleElement().satisfies(shop -> {
            assertThat(shop.segments()).isEqualTo(1);
            assertThat(shop.frames()).isEqualTo(2);
            assertThat(shop.days()).singleElement().satisfies(day -> {
                assertThat(day.day()).isEqualTo(today.minusDays(1));
                assertThat(day.rows()).isEqualTo(1);
            });
        });
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void settled_arrival_notes_are_deleted_and_what_is_missing_is_not_waited_for_for_ever() {
        world.land(today, "{\"a\":1}");
        SegmentKey missing = world.segment(today, 5);
        world.state.create(Keys.arrival(world.clock.instant(), missing), new byte[0]);
        world.compact(CompactRequest.ALL);
        assertThat(world.state.list("arrivals/")).hasSize(2);

        world.clock.forward(Duration.ofHours(49));
        world.compact(CompactRequest.ALL);

        assertThat(world.state.list("arrivals/")).singleElement().satisfies(only -> assertThat(only.key())
                .isEqualTo(Keys.ARRIVALS_THROUGH));
        SegmentKey later = world.land(today, "{\"a\":2}");
        world.compact(AT_ONCE);
        assertThat(Witness.catalogRows(world)).contains(row(today, later, 0));
    }

    /** Payloads that do not compress to nothing. */
    private static List<String> noise(int rows) {
        Random random = new Random(7);
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            payloads.add("{\"a\":" + i + ",\"noise\":\"" + Long.toHexString(random.nextLong())
                    + Long.toHexString(random.nextLong()) + "\"}");
        }
        return payloads;
    }

    private SegmentKey sealedYesterday() {
        SegmentKey segment = world.land(today.minusDays(1), "{\"a\":1}");
        world.compact(AT_ONCE);
        assertThat(head(today.minusDays(1)).state()).isEqualTo(Head.State.SEALED);
        return segment;
    }

    private Head head(LocalDate day) {
        return world.heads().read(day).orElseThrow();
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        world.state.list("").forEach(object -> all.append(object.key())
                .append(object.size())
                .append('\n'));
        world.lake.list("").forEach(object -> all.append(object.key())
                .append(object.size())
                .append('\n'));
        return all.toString();
    }

    private static String row(LocalDate day, SegmentKey segment, long seq) {
        return day + " " + segment.name() + "#" + seq;
    }
}

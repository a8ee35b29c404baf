package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.ExitCode;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.publish.Txid;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.FileCatalog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealed day gets new files: at once where nobody waits for readers, over several runs where somebody does. */
final class ReplaceTest {
    private static final CompactRequest AT_ONCE = CompactRequest.ALL.urgency(Urgency.AT_ONCE);

    @TempDir
    Path folder;

    private World world;
    private LocalDate day;
    private final List<String> landed = new ArrayList<>();

    @BeforeEach
    void setUp() {
        world = new World(folder);
        day = world.clock.today().minusDays(1);
        world.settings = Map.of("defaults.merge.files", "3");
    }

    @Test
    void late_files_that_have_piled_up_become_one_file_when_the_day_was_quiet() {
        sealedWithLateFiles(3);
        assertThat(world.compact(CompactRequest.ALL).report().days()).isEmpty();
        world.clock.forward(Duration.ofDays(1));

        CompactResult result = world.compact(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.report().days()).singleElement().satisfies(merged -> {
            assertThat(merged.action()).isEqualTo("merged");
            assertThat(merged.state()).isEqualTo("sealed");
            assertThat(merged.files()).isEqualTo(1);
            assertThat(merged.rows()).isEqualTo(4);
            assertThat(merged.reason()).isEqualTo("3 late files");
        });
        assertThat(result.report().balance()).containsExactly(new Balance("shop", 0, 0, 0, 0, 0, 0, 0, 0));
        everyRowIsThereOnceAndNothingElse();
        assertThat(world.compact(CompactRequest.ALL).report().status()).isEqualTo("nothing");
    }

    @Test
    void the_rows_keep_their_values_and_columns() {
        List<String> before;
        String columns = "SELECT (a, b, tarn.seq, tarn.segment)::VARCHAR FROM read_parquet('" + folder
                + "/shop/**/*.parquet', union_by_name = true)";
        sealedWithLateFiles(3);
        before = Witness.query(columns);
        world.clock.forward(Duration.ofDays(1));

        world.compact(CompactRequest.ALL);

        assertThat(head().files()).hasSize(1);
        assertThat(Witness.query(columns)).hasSize(4).isEqualTo(before);
    }

    @Test
    void a_dry_run_names_the_merge_and_a_range_of_days_leaves_it_out() {
        sealedWithLateFiles(3);
        world.clock.forward(Duration.ofDays(1));
        CompactJob job = new CompactJob(world.setup(world.process(), Steps.NONE, UnaryOperator.identity()));

        List<DayPlan> days = job.plan(CompactRequest.ALL).collections().get(0).days();

        assertThat(days).singleElement().satisfies(plan -> {
            assertThat(plan.action()).isEqualTo(DayPlan.Action.MERGE);
            assertThat(plan.files()).isEqualTo(4);
            assertThat(plan.rows()).isEqualTo(4);
        });
        world.alive.clear();
        world.compact(new CompactRequest(
                List.of(), day.plusDays(1), LocalDate.MAX, Urgency.WHEN_DUE, CompactRequest.Search.NOTES));
        assertThat(head().files()).hasSize(4);
    }

    @Test
    void with_a_grace_later_runs_bring_the_day_home_and_readers_see_all_of_it_at_every_step() {
        world.settings = Map.of("defaults.merge.files", "3", "defaults.grace", "4h");
        sealedWithLateFiles(3);
        List<FileEntry> old = head().files();
        world.clock.forward(Duration.ofDays(1));

        run();
        assertThat(head().state()).isEqualTo(State.REPLACING);
        assertThat(location()).contains("/_tarn/gen/shop/").isEqualTo(genLocation());
        assertThat(old).as("files that queries may still read").allMatch(this::exists);

        SegmentKey late = land("{\"a\":9}");
        world.clock.forward(Duration.ofHours(4).minusSeconds(1));
        CompactResult waits = run();
        assertThat(waits.report().balance()).containsExactly(new Balance("shop", 1, 0, 0, 0, 0, 1, 0, 0));
        assertThat(head().state()).isEqualTo(State.REPLACING);
        assertThat(head().waiting()).hasSize(1);
        assertThat(old).allMatch(this::exists);
        assertThat(Witness.lakeRows(world)).as("who lists the lake").hasSize(4);

        world.clock.forward(Duration.ofSeconds(1));
        run();
        assertThat(head().state()).isEqualTo(State.SEALED);
        assertThat(head().files()).hasSize(1).allMatch(file -> file.root() == Root.LAKE);
        assertThat(old).noneMatch(this::exists);
        assertThat(location()).endsWith("/" + Keys.lakePartition(World.SHOP, day));
        assertThat(Witness.parquet(folder.resolve("_tarn/gen")))
                .as("new files that queries may still read")
                .hasSize(1);

        world.clock.forward(Duration.ofHours(4));
        run();
        assertThat(Witness.parquet(folder.resolve("_tarn/gen"))).isEmpty();

        landed.add(row(late, 0));
        world.clock.forward(Duration.ofHours(2));
        run();
        assertThat(head().files()).hasSize(2);
        world.clock.forward(Duration.ofHours(4));
        run();
        everyRowIsThereOnceAndNothingElse();
    }

    @Test
    void a_new_file_that_vanished_before_all_were_there_drops_the_replacement_and_the_old_files_stay() {
        manyFiles();
        List<FileEntry> old = head().files();
        List<String> completed = new ArrayList<>();
        Steps losing = step -> {
            if (step.startsWith("file.completed gen/")) {
                completed.add(step);
                List<UnfinishedUpload> uploads = world.state.listUnfinished("gen/");
                if (completed.size() == 1) {
                    world.state.abort(uploads.get(0).key(), uploads.get(0).uploadId());
                }
            }
        };

        new CompactJob(world.setup(world.process(), losing, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(completed).isNotEmpty();
        assertThat(head().state()).isEqualTo(State.SEALED);
        assertThat(head().pending()).isNull();
        assertThat(head().files()).isEqualTo(old);
        everyRowIsThereOnceAndNothingElse();
    }

    @Test
    void a_copy_that_vanished_after_the_first_was_there_is_copied_again() {
        manyFiles();
        List<String> completed = new ArrayList<>();
        Steps losing = step -> {
            if (step.startsWith("file.completed shop/")) {
                completed.add(step);
                List<UnfinishedUpload> uploads = world.lake.listUnfinished("shop/");
                if (completed.size() == 1) {
                    world.lake.abort(uploads.get(0).key(), uploads.get(0).uploadId());
                }
            }
        };

        CompactResult result =
                new CompactJob(world.setup(world.process(), losing, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(completed).hasSizeGreaterThan(1);
        assertThat(head().state()).isEqualTo(State.SEALED);
        assertThat(head().files()).hasSameSizeAs(completed);
        everyRowIsThereOnceAndNothingElse();
    }

    @Test
    void who_reads_by_the_catalog_sees_the_old_or_the_new_files_at_every_step_and_the_books_agree() {
        sealedWithLateFiles(3);
        world.clock.forward(Duration.ofDays(1));
        List<String> steps = new ArrayList<>();
        Steps reading = step -> {
            steps.add(step.substring(0, step.indexOf(' ')));
            assertThat(Witness.catalogRows(world)).as(step).containsExactlyInAnyOrderElementsOf(landed);
            assertThat(Witness.lakeRows(world)).as(step).containsAll(landed);
            assertThat(world.verify()).as(step).isEmpty();
        };

        new CompactJob(world.setup(world.process(), reading, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(steps).contains("head.pending", "file.complete", "catalog.flip", "head.live", "lake.delete");
        assertThat(steps.stream().filter("catalog.flip"::equals)).hasSize(2);
        assertThat(head().files()).hasSize(1);
        everyRowIsThereOnceAndNothingElse();
    }

    @Test
    void a_replacement_that_was_overtaken_by_an_append_gives_way() {
        sealedWithLateFiles(3);
        world.clock.forward(Duration.ofDays(1));
        boolean[] appended = {false};
        Steps meanwhile = step -> {
            if (step.startsWith("head.pending") && !appended[0]) {
                appended[0] = true;
                world.alive.clear();
                landed.add(row(land("{\"a\":7}"), 0));
                world.compact(AT_ONCE);
                world.compact(AT_ONCE);
            }
        };

        new CompactJob(world.setup(world.process(), meanwhile, UnaryOperator.identity())).run(CompactRequest.ALL);

        assertThat(appended[0]).isTrue();
        assertThat(head().state()).isEqualTo(State.SEALED);
        everyRowIsThereOnceAndNothingElse();
    }

    /** A sealed day of several small files and late ones, all of them to be merged into several. */
    private void manyFiles() {
        world.settings = Map.of(
                "defaults.merge.files", "3", "defaults.target-file-size", "4KiB", "defaults.row-group-size", "4KiB");
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            payloads.add("{\"a\":" + i + ",\"noise\":\"" + Txid.of(List.of("noise", Integer.toString(i))) + "\"}");
        }
        landed.addAll(rows(world.land(day, payloads)));
        world.compact(AT_ONCE);
        for (int i = 0; i < 3; i++) {
            landed.add(row(land("{\"a\":" + i + "}"), 0));
            world.compact(AT_ONCE);
        }
        world.clock.forward(Duration.ofDays(1));
    }

    private void sealedWithLateFiles(int late) {
        landed.add(row(land("{\"a\":1,\"b\":\"x\"}"), 0));
        world.compact(AT_ONCE);
        for (int i = 0; i < late; i++) {
            landed.add(row(land("{\"a\":" + (2 + i) + "}"), 0));
            world.compact(AT_ONCE);
        }
        assertThat(head().state()).isEqualTo(State.SEALED);
        assertThat(head().files()).hasSize(1 + late);
    }

    private SegmentKey land(String payload) {
        return world.land(day, payload);
    }

    private CompactResult run() {
        Processes process = world.process();
        CompactResult result = new CompactJob(world.setup(process, Steps.NONE, this::dated)).run(CompactRequest.ALL);
        world.die(process);
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.report().balance()).allMatch(Balance::balanced);
        assertThat(result.report().days()).extracting(DayAction::action).allMatch(action -> !action.equals("failed"));
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        assertThat(world.verify()).isEmpty();
        return result;
    }

    /** The same store, whose own times are those of the test's clock. */
    private ObjectStore dated(ObjectStore store) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        return answer instanceof Optional<?> found
                                        && found.isPresent()
                                        && found.get() instanceof ObjectStat stat
                                ? Optional.of(new ObjectStat(stat.key(), stat.size(), world.clock.instant()))
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void everyRowIsThereOnceAndNothingElse() {
        assertThat(Witness.catalogRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        assertThat(Witness.lakeRows(world)).containsExactlyInAnyOrderElementsOf(landed);
        assertThat(world.verify()).isEmpty();
        assertThat(world.state.list("gen/")).isEmpty();
        assertThat(world.state.list("work/")).isEmpty();
        assertThat(world.state.listUnfinished("")).isEmpty();
        assertThat(world.lake.listUnfinished("")).isEmpty();
    }

    private Head head() {
        return world.heads().read(day).orElseThrow();
    }

    private String location() {
        return Optional.ofNullable(new FileCatalog(world.state)
                        .table(World.SHOP)
                        .orElseThrow()
                        .partitions()
                        .get(day.toString()))
                .map(CatalogPartition::locationUri)
                .orElseThrow();
    }

    private String genLocation() {
        String root = world.state.location().uri();
        return (root.endsWith("/") ? root : root + "/")
                + Keys.folder(head().files().get(0).key());
    }

    private boolean exists(FileEntry file) {
        return world.lake.stat(file.key()).isPresent();
    }

    private static List<String> rows(SegmentKey segment) {
        List<String> rows = new ArrayList<>();
        for (long seq = 0; seq < segment.count(); seq++) {
            rows.add(row(segment, seq));
        }
        return rows;
    }

    private static String row(SegmentKey segment, long seq) {
        return segment.received() + " " + segment.name() + "#" + seq;
    }
}

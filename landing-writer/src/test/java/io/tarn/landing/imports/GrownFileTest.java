package io.tarn.landing.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Frame;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.SegmentReader;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import io.tarn.landing.split.SplitOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that has grown since it was landed goes on where it was. */
final class GrownFileTest {
    private static final CollectionName ORDERS = new CollectionName("orders");
    private static final Set<String> CHANGES = Set.of("create", "swap", "replace", "delete", "put");

    @TempDir
    Path folder;

    private Path in;
    private LandingConfig landing;
    private ObjectStore state;

    @BeforeEach
    void configure() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        lake("lake");
    }

    private void lake(String name) {
        landing = LandingConfig.of(folder.resolve(name));
        state = landing.state();
    }

    // ---- logs ----

    @Test
    void a_log_is_continued_round_after_round() throws IOException {
        for (int round = 1; round <= 5; round++) {
            append("a.log", lines(10 * round - 10, 10 * round));
            FileReport file = only(land("a.log"));
            assertThat(file.events()).isEqualTo(10);
            assertThat(file.status()).isEqualTo(round == 1 ? Status.LANDED : Status.CONTINUED);
            if (round > 1) {
                assertThat(file.why())
                        .startsWith("continued: its first " + (10 * round - 10) + " lines came at 20")
                        .doesNotContain("\n");
            }
            assertThat(only(land("a.log")).status()).isEqualTo(Status.KNOWN);
        }
        assertArchived(lines(0, 50));
        assertThat(page().paths().values()).singleElement().satisfies(ids -> assertThat(ids)
                .hasSize(2));
    }

    @Test
    void frames_keep_the_numbers_of_their_lines() throws IOException {
        append("a.log", lines(0, 2) + "\n");
        land("a.log");
        append("a.log", "\n" + lines(2, 3));
        ImportReport report = land("a.log");
        assertThat(report.received()).isEqualTo(1);
        assertThat(report.blank()).isEqualTo(1);
        append("a.log", lines(3, 4));
        land("a.log");
        assertThat(frames().stream().map(f -> f.eventId().replaceFirst(".*-", "")))
                .containsExactlyInAnyOrder("1", "2", "5", "6");
        assertArchived(lines(0, 4));
    }

    @Test
    void a_line_that_was_cut_off_is_read_again_whole() throws IOException {
        append("a.log", lines(0, 3) + "{\"half\":");
        assertThat(land("a.log").refused()).containsOnlyKeys("invalid_json");
        append("a.log", "1}\n" + lines(3, 5));
        ImportReport report = land("a.log");
        assertThat(report.received()).isEqualTo(3);
        assertThat(report.refused()).isEmpty();
        assertThat(only(report).status()).isEqualTo(Status.CONTINUED);
        assertArchived(lines(0, 3) + "{\"half\":\n{\"half\":1}\n" + lines(3, 5));
    }

    @Test
    void a_last_line_without_its_line_feed_is_not_repeated() throws IOException {
        for (String end : List.of("\n", "\r\n", "  \n")) {
            lake("lake-" + end.length() + end.startsWith("\r"));
            String name = "a" + end.length() + end.startsWith("\r") + ".log";
            append(name, lines(0, 3).stripTrailing());
            assertThat(land(name).received()).isEqualTo(3);
            append(name, end);
            FileReport ended = only(land(name));
            assertThat(ended.events()).isZero();
            assertThat(ended.status()).isEqualTo(Status.CONTINUED);
            assertThat(ended.why()).startsWith("continued: its first 3 lines came at ");
            append(name, lines(3, 5).stripTrailing());
            assertThat(land(name).received()).isEqualTo(2);
            append(name, end + lines(5, 6));
            assertThat(land(name).received()).isEqualTo(1);
            assertArchived(lines(0, 6));
        }
    }

    @Test
    void a_single_event_without_line_feed_is_continued() throws IOException {
        append("a.log", "{\"a\":1}");
        land("a.log");
        append("a.log", "\n{\"a\":2}");
        FileReport file = only(land("a.log"));
        assertThat(file.events()).isEqualTo(1);
        assertThat(file.why()).startsWith("continued: its first line came at ");
        assertArchived("{\"a\":1}\n{\"a\":2}\n");
    }

    @Test
    void a_last_line_that_became_another_one_is_landed_again() throws IOException {
        append("a.log", lines(0, 2) + "{\"a\":1}");
        land("a.log");
        append("a.log", " {\"a\":2}\n");
        ImportReport report = land("a.log");
        assertThat(report.received()).isEqualTo(1);
        assertThat(report.refused()).containsOnlyKeys("trailing_data");
        assertArchived(lines(0, 2) + "{\"a\":1}\n{\"a\":1} {\"a\":2}\n");
    }

    @Test
    void a_rotated_log_is_known_and_the_new_one_is_new() throws IOException {
        append("a.log", lines(0, 10));
        land("a.log");
        Files.move(in.resolve("a.log"), in.resolve("a.log.1"));
        append("a.log", lines(10, 12));
        ImportReport report = land("a.log", "a.log.1");
        assertThat(report.files()).extracting(FileReport::status).containsExactly(Status.LANDED, Status.KNOWN);
        // Whoever still had it open has written a last line.
        append("a.log.1", lines(90, 91));
        append("a.log", lines(12, 13));
        ImportReport both = land("a.log", "a.log.1");
        assertThat(both.files()).extracting(FileReport::status).containsOnly(Status.CONTINUED);
        assertArchived(lines(0, 13) + lines(90, 91));
    }

    @Test
    void only_the_same_path_is_continued() throws IOException {
        append("a.log", lines(0, 3));
        land("a.log");
        append("b.log", lines(0, 5));
        assertThat(only(land("b.log")).status()).isEqualTo(Status.LANDED);
        assertArchived(lines(0, 3) + lines(0, 5));
    }

    @Test
    void a_log_that_was_cut_back_and_grows_again_begins_anew() throws IOException {
        append("a.log", lines(0, 10));
        land("a.log");
        Files.writeString(in.resolve("a.log"), "");
        assertThat(land("a.log").received()).isZero();
        append("a.log", lines(20, 22));
        assertThat(only(land("a.log")).status()).isEqualTo(Status.LANDED);
        append("a.log", lines(22, 23));
        assertThat(only(land("a.log")).status()).isEqualTo(Status.CONTINUED);
        assertArchived(lines(0, 10) + lines(20, 23));
    }

    @Test
    void as_many_of_each_event_come_as_there_are_in_random_histories() throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            lake("random-" + seed);
            String name = "r" + seed + ".log";
            String text = lines(0, 40);
            int end = 0;
            while (end < text.length()) {
                int next = Math.min(text.length(), end + 1 + random.nextInt(400));
                append(name, text.substring(end, next));
                end = next;
                land(name);
            }
            List<String> whole =
                    payloads().stream().filter(p -> p.endsWith("}")).toList();
            assertThat(whole).as("seed " + seed).containsExactlyInAnyOrder(text.split("\n"));
            assertThat(ids()).as("seed " + seed).hasSize(frames().size());
        }
    }

    // ---- compressed ----

    @Test
    void a_torn_gzip_that_was_mended_is_continued() throws IOException {
        String text = lines(0, 5000);
        byte[] whole = gzip(text);
        Files.write(in.resolve("a.ndjson.gz"), Arrays.copyOf(whole, whole.length / 2));
        ImportReport torn = land("a.ndjson.gz");
        assertThat(only(torn).status()).isEqualTo(Status.TORN);
        assertThat(torn.received()).isGreaterThan(1000);
        Files.write(in.resolve("a.ndjson.gz"), Arrays.copyOf(whole, whole.length * 3 / 4));
        ImportReport more = land("a.ndjson.gz");
        assertThat(more.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(only(more).status()).isEqualTo(Status.TORN);
        assertThat(only(more).why())
                .startsWith("the gzip data ends early; what came before is landed; continued: its first ");
        Files.write(in.resolve("a.ndjson.gz"), whole);
        ImportReport mended = land("a.ndjson.gz");
        assertThat(only(mended).status()).isEqualTo(Status.CONTINUED);
        assertThat(mended.exitCode()).isEqualTo(ExitCode.DONE);
        List<String> good = payloads().stream().filter(p -> p.endsWith("}")).toList();
        assertThat(good).containsExactlyInAnyOrder(text.split("\n"));
        assertThat(frames()).hasSizeBetween(5000, 5002);
        assertThat(land("a.ndjson.gz").received()).isZero();
    }

    @Test
    void grown_zstd_and_gzip_are_continued_whatever_their_compressed_bytes() throws IOException {
        Files.write(in.resolve("a.zst"), Zstd.compress(lines(0, 30).getBytes(UTF_8), 1));
        land("a.zst");
        Files.write(in.resolve("a.zst"), Zstd.compress(lines(0, 40).getBytes(UTF_8), 9));
        assertThat(only(land("a.zst")).status()).isEqualTo(Status.CONTINUED);
        Files.write(in.resolve("a.zst"), gzip(lines(0, 45)));
        assertThat(land("a.zst").received()).isEqualTo(5);
        assertArchived(lines(0, 45));
    }

    // ---- what is not continued ----

    @Test
    void a_document_that_has_changed_is_a_new_import() throws IOException {
        byte[] whole = gzip("[\n" + lines(0, 3000).stripTrailing().replace("\n", ",\n") + "]\n");
        Files.write(in.resolve("a.json.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(only(land("a.json.gz")).status()).isEqualTo(Status.TORN);
        int before = frames().size();
        Files.write(in.resolve("a.json.gz"), whole);
        FileReport file = only(land("a.json.gz"));
        assertThat(file.status()).isEqualTo(Status.LANDED);
        assertThat(file.events()).isEqualTo(3000);
        assertThat(file.why())
                .matches("it begins with what came at \\S+, which was no file of lines; all of it was landed");
        assertThat(frames()).hasSize(before + 3000);
    }

    @Test
    void other_options_make_a_new_import_which_says_so() throws IOException {
        append("a.log", lines(0, 3));
        land("a.log");
        append("a.log", lines(3, 4));
        SplitOptions lines = config().splitting().withFormat(SplitOptions.Format.NDJSON);
        FileReport file = only(run(config().withSplitting(lines), "a.log"));
        assertThat(file.status()).isEqualTo(Status.LANDED);
        assertThat(file.events()).isEqualTo(4);
        assertThat(file.why())
                .matches("it begins with what came at \\S+, with another --format or --records; all of it was landed");
        append("a.log", lines(4, 5));
        assertThat(run(config().withSplitting(lines), "a.log").received()).isEqualTo(1);
    }

    @Test
    void again_lands_all_of_a_grown_file() throws IOException {
        append("a.log", lines(0, 3));
        land("a.log");
        append("a.log", lines(3, 5));
        ImportConfig again = config().withKnown(ImportConfig.Known.LAND_AGAIN);
        assertThat(run(again, "a.log").received()).isEqualTo(5);
        append("a.log", lines(5, 6));
        assertThat(land("a.log").received()).isEqualTo(1);
        assertArchived(lines(0, 3) + lines(0, 6));
    }

    @Test
    void the_same_content_twice_is_continued_for_each_path() throws IOException {
        append("a.log", lines(0, 3));
        append("b.log", lines(0, 3));
        assertThat(land("a.log", "b.log").received()).isEqualTo(6);
        append("a.log", lines(3, 5));
        append("b.log", lines(3, 4));
        assertThat(land("a.log", "b.log").received()).isEqualTo(3);
        append("b.log", lines(4, 5));
        assertThat(land("a.log", "b.log").received()).isEqualTo(1);
        assertArchived(lines(0, 5) + lines(0, 5));
    }

    // ---- killed ----

    @Test
    void a_run_killed_anywhere_in_a_continued_import_is_resumed_whether_or_not_the_file_has_grown_since()
            throws IOException {
        assertResumedAfterEachChange(10, "");
        assertResumedAfterEachChange(10, "\n" + lines(20, 24));
        assertResumedAfterEachChange(0, "\n" + lines(20, 24));
    }

    private void assertResumedAfterEachChange(int landedBefore, String grownSince) throws IOException {
        boolean killed = true;
        for (int change = 0; killed; change++) {
            String name = "k" + landedBefore + "-" + grownSince.length() + "-" + change + ".log";
            lake("lake-" + name);
            landing = landing.withSegments(400, Duration.ofMinutes(1));
            append(name, lines(0, landedBefore));
            if (landedBefore > 0) {
                land(name);
            }
            append(name, lines(landedBefore, 20).stripTrailing());
            killed = landUntil(change, name);
            append(name, grownSince);
            assertThat(land(name).exitCode()).as(name).isEqualTo(ExitCode.DONE);
            assertThat(land(name).received()).as(name).isZero();
            assertArchived(lines(0, 20) + grownSince.stripLeading());
        }
    }

    @Test
    void of_two_runs_with_a_growing_file_one_waits() throws Exception {
        append("a.log", lines(0, 3));
        land("a.log");
        append("a.log", lines(3, 5));
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread first = new Thread(() -> {
            Importer.Crash pause = step -> {
                if (step.equals("opened")) {
                    opened.countDown();
                    await(looked);
                }
            };
            try {
                new Importer(config(), ImportProgress.NONE, pause).run(sources("a.log"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        first.start();
        await(opened);
        append("a.log", lines(5, 6));
        ImportReport second = land("a.log");
        looked.countDown();
        first.join();
        assertThat(second.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(only(second).why()).contains("by a run that is still alive; wait for it");
        assertThat(land("a.log").received()).isEqualTo(1);
        assertArchived(lines(0, 6));
    }

    @Test
    void what_another_run_began_between_look_and_claim_is_not_landed_twice() throws IOException {
        append("a.log", lines(0, 3));
        land("a.log");
        Unit late = unit("a.log", lines(0, 5));
        ImportBook slow = book("w1");
        Unit quick = unit("a.log", lines(0, 4));
        ImportRecord.Options options = Batch.options(config().splitting());
        assertThat(book("w2")
                        .open(List.of(quick), ImportConfig.Known.SKIP, options)
                        .get(quick.identity()))
                .isInstanceOf(Decision.Land.class);
        assertThat(slow.open(List.of(late), ImportConfig.Known.SKIP, options).get(late.identity()))
                .isInstanceOfSatisfying(
                        Decision.Held.class, held -> assertThat(held.why()).startsWith("another run has just begun"));
        assertThat(page().imports()).containsKey(quick.identity()).doesNotContainKey(late.identity());
    }

    private Unit unit(String name, String text) {
        Earlier earlier = book("w0").earlier(in.resolve(name));
        Content content = new Content(Integer.toHexString(text.hashCode()), text.length(), text.length(), "", null);
        Earlier.Match match = earlier.match(content, new java.util.TreeMap<>(), Batch.options(config().splitting()));
        return Unit.ofFile(name, 1, landing.clock().instant(), content, match);
    }

    private ImportBook book(String writer) {
        return new ImportBook(state, ORDERS, landing.clock(), Host.name(), landing.spool(), writer);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lands with a store that is gone at its {@code change}th change; false if there are not so many. */
    private boolean landUntil(int change, String name) throws IOException {
        AtomicInteger changes = new AtomicInteger();
        ObjectStore dying = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    boolean changing = CHANGES.contains(method.getName());
                    if ((changing && changes.getAndIncrement() == change) || changes.get() > change) {
                        changes.addAndGet(1000);
                        throw new Importer.Killed();
                    }
                    try {
                        return method.invoke(state, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        LandingConfig config = new LandingConfig(
                landing.spool(),
                dying,
                landing.segmentBytes(),
                landing.segmentAge(),
                landing.maxEventBytes(),
                landing.clock());
        Importer importer = new Importer(ImportConfig.of(config, ORDERS), ImportProgress.NONE);
        if (change > 30) {
            throw new AssertionError("An import of " + name + " has more than 30 changes");
        }
        try {
            importer.run(sources(name));
            return false;
        } catch (Importer.Killed | TarnException killed) {
            return true;
        }
    }

    // ---- tools ----

    private ImportConfig config() {
        return ImportConfig.of(landing, ORDERS);
    }

    private Sources sources(String... files) throws IOException {
        return Sources.of(List.of(files), in, InputStream.nullInputStream());
    }

    private ImportReport land(String... files) throws IOException {
        return run(config(), files);
    }

    private ImportReport run(ImportConfig config, String... files) throws IOException {
        return new Importer(config, ImportProgress.NONE).run(sources(files));
    }

    private static FileReport only(ImportReport report) {
        assertThat(report.files()).hasSize(1);
        return report.files().get(0);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(in.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("{\"i\":").append(i).append(",\"text\":\"");
            text.append(Integer.toHexString(i * 0x9E3779B1)).append("\"}\n");
        }
        return text.toString();
    }

    private void assertArchived(String text) throws IOException {
        assertThat(payloads()).containsExactlyInAnyOrder(text.split("\n"));
        assertThat(ids()).hasSize(frames().size());
    }

    private List<String> payloads() throws IOException {
        return frames().stream()
                .map(frame -> new String(frame.payload(), UTF_8))
                .toList();
    }

    private Set<String> ids() throws IOException {
        Set<String> ids = new HashSet<>();
        frames().forEach(frame -> ids.add(frame.eventId()));
        return ids;
    }

    private List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.archiveOf(ORDERS))) {
            SegmentKey key = SegmentKey.parse(object.key()).orElseThrow();
            try (SegmentReader reader = SegmentReader.open(state, key)) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }

    /** All pages as one. */
    private ImportRecord.Page page() {
        ImportRecord.Page all = new ImportRecord.Page(new java.util.TreeMap<>(), new java.util.TreeMap<>());
        for (ObjectStat object : state.list(Keys.importsOf(ORDERS))) {
            byte[] bytes = state.read(object.key()).orElseThrow().bytes();
            ImportRecord.Page page = Json.read(bytes, ImportRecord.Page.class, object.key());
            all.imports().putAll(page.imports());
            all.paths().putAll(page.paths());
        }
        return all;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}

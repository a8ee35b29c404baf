package io.tarn.landing.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Frame;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.SegmentReader;
import io.tarn.landing.Spools;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImporterTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    /** How many frames of the 54 are at least in spool or archive when a run is killed at a step. */
    private static final Map<String, Long> RESUMED = Map.of("opened", 0L, "leaf", 0L, "landed", 30L, "published", 54L);

    @TempDir
    Path folder;

    private Path in;
    private LandingConfig landing;
    private ObjectStore state;

    @BeforeEach
    void configure() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        landing = LandingConfig.of(folder.resolve("lake")).withMaxEventBytes(1 << 20);
        state = landing.state();
    }

    // ---- known for ever ----

    @Test
    void a_file_is_landed_once_whatever_it_is_called() throws IOException {
        write("a.ndjson", lines(0, 10));
        assertThat(land("a.ndjson").received()).isEqualTo(10);
        ImportReport again = land("a.ndjson");
        assertThat(again.received()).isZero();
        assertThat(again.files()).singleElement().satisfies(file -> {
            assertThat(file.status()).isEqualTo(Status.KNOWN);
            assertThat(file.why()).startsWith("known: came at 20").endsWith("; --again lands it once more");
        });
        Files.move(in.resolve("a.ndjson"), in.resolve("a.ndjson.1"));
        Files.write(in.resolve("a.ndjson.2.gz"), gzip(lines(0, 10)));
        ImportReport rotated = land("a.ndjson.1");
        assertThat(rotated.files()).extracting(FileReport::status).containsExactly(Status.KNOWN);
        assertThat(land("a.ndjson.2.gz").files()).extracting(FileReport::status).containsExactly(Status.KNOWN);
        assertThat(frames()).hasSize(10);
    }

    @Test
    void the_same_content_twice_in_a_command_is_landed_twice() throws IOException {
        write("a.ndjson", lines(0, 3));
        write("b.ndjson", lines(0, 3));
        assertThat(land("a.ndjson", "b.ndjson").received()).isEqualTo(6);
        assertThat(land("b.ndjson", "a.ndjson").received()).isZero();
        assertThat(land("b.ndjson").received()).isZero();
        assertThat(ids(frames())).hasSize(6);
    }

    @Test
    void again_lands_it_once_more_under_other_ids() throws IOException {
        write("a.ndjson", lines(0, 3));
        land("a.ndjson");
        ImportReport again = run(config().withKnown(ImportConfig.Known.LAND_AGAIN), "a.ndjson");
        assertThat(again.received()).isEqualTo(3);
        assertThat(ids(frames())).hasSize(6);
        assertThat(land("a.ndjson").received()).isZero();
    }

    @Test
    void equal_lines_of_a_file_are_different_events_with_exact_ids() throws IOException {
        write("a.ndjson", "{}\n{}\n{}\n");
        land("a.ndjson");
        assertThat(ids(frames())).hasSize(3);
        assertThat(frames()).allSatisfy(frame -> {
            assertThat(frame.headers()).containsEntry(Frame.ID_KIND, "exact");
            assertThat(frame.headers().get(Frame.SOURCE)).endsWith("a.ndjson");
        });
    }

    @Test
    void members_of_a_tar_are_known_by_path_and_content_whatever_the_tar_is_called() throws IOException {
        Files.write(in.resolve("one.tar"), tar("a.json", "{\"a\":1}", "b.json", "{\"a\":1}"));
        Files.write(in.resolve("two.tar.gz"), gzip(tar("a.json", "{\"a\":1}", "c.json", "{\"a\":2}")));
        assertThat(land("one.tar").received()).isEqualTo(2);
        ImportReport two = land("two.tar.gz");
        assertThat(two.received()).isEqualTo(1);
        assertThat(two.files().get(0).status()).isEqualTo(Status.LANDED);
        assertThat(two.files().get(0).why()).startsWith("known: 1 of 2 members came at ");
        Files.move(in.resolve("one.tar"), in.resolve("other.tar"));
        assertThat(land("other.tar", "other.tar").received()).isZero();
    }

    @Test
    void a_named_stream_is_known_and_an_unnamed_one_is_not() throws IOException {
        ImportConfig named = config().withImportId("night");
        assertThat(run(named, stream(lines(0, 4))).received()).isEqualTo(4);
        ImportReport second = run(named, stream(lines(0, 4)));
        assertThat(second.received()).isZero();
        assertThat(second.files().get(0).status()).isEqualTo(Status.KNOWN);
        ImportReport unnamed = run(config(), stream(lines(0, 4)));
        assertThat(unnamed.files().get(0).why())
                .isEqualTo("a second run of the same input will not be recognised; --import-id ID names it");
        run(config(), stream(lines(0, 4)));
        assertThat(ids(frames())).hasSize(12);
    }

    // ---- killed ----

    @Test
    void a_run_that_is_killed_anywhere_is_resumed_without_loss_or_repetition() throws IOException {
        for (String step : List.of("opened", "leaf", "landed", "published")) {
            Path other = folder.resolve("lake-" + step);
            landing = LandingConfig.of(other).withSegments(700, Duration.ofMinutes(1));
            state = landing.state();
            write(step + ".ndjson", lines(0, 50));
            Files.write(in.resolve(step + ".tar"), tar("a.json", "[1,{},{}]", "b.json", "{\"b\":1}"));
            List<String> files = List.of(step + ".ndjson", step + ".tar");
            assertKilled(step, files);
            long there = Spools.spooledFrames(landing.spool(), ORDERS) + frames().size();
            assertThat(there).as(step).isBetween(RESUMED.get(step), 54L);
            ImportReport resumed = land(files.toArray(String[]::new));
            assertThat(resumed.exitCode()).as(step).isEqualTo(ExitCode.DONE);
            assertThat(resumed.received()).as(step).isEqualTo(54);
            if (there > 0) {
                assertThat(resumed.files().get(0).why())
                        .as(step)
                        .startsWith("resumed: a run that was killed had landed ");
            }
            assertThat(frames()).as(step).hasSize(54);
            assertThat(ids(frames())).as(step).hasSize(54);
            assertThat(land(files.toArray(String[]::new)).received()).as(step).isZero();
        }
    }

    @Test
    void a_run_killed_in_the_middle_of_a_file_twice_is_resumed_by_place() throws IOException {
        landing = landing.withSegments(500, Duration.ofMinutes(1));
        write("a.ndjson", lines(0, 60));
        for (int after : List.of(17, 40)) {
            InputStream cut = new ByteArrayInputStream(lines(0, after).getBytes(UTF_8));
            Source.OfStream half = new Source.OfStream(new DyingStream(cut), "-");
            assertThatThrownBy(() -> new Importer(config().withImportId("x"), ImportProgress.NONE)
                            .run(new Sources(List.of(half), 0)))
                    .isInstanceOf(Importer.Killed.class);
        }
        ImportReport whole = run(config().withImportId("x"), stream(lines(0, 60)));
        assertThat(whole.received()).isEqualTo(60);
        assertThat(payloads()).containsExactlyInAnyOrder(lines(0, 60).split("\n"));
    }

    @Test
    void what_another_host_has_begun_is_left_alone() throws IOException {
        write("a.ndjson", lines(0, 3));
        write("b.ndjson", lines(5, 9));
        assertKilled("opened", List.of("a.ndjson"));
        moveToOtherHost();
        ImportReport held = land("a.ndjson");
        assertThat(held.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(held.files().get(0).why()).contains("on host 'elsewhere' and not ended; run 'tarn land' there");
        assertThat(land("a.ndjson", "b.ndjson").exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run(config().withKnown(ImportConfig.Known.LAND_AGAIN), "a.ndjson")
                        .received())
                .isEqualTo(3);
    }

    private void moveToOtherHost() {
        for (ObjectStat object : state.list("imports/")) {
            var before = state.read(object.key()).orElseThrow();
            ImportRecord.Page page = Json.read(before.bytes(), ImportRecord.Page.class, object.key());
            TreeMap<String, ImportRecord> moved = new TreeMap<>();
            page.imports()
                    .forEach((id, record) ->
                            moved.put(id, record.resumedBy("elsewhere", record.spool(), record.writers())));
            state.swap(object.key(), before.version(), Json.write(new ImportRecord.Page(moved, page.paths())));
        }
    }

    // ---- bad input ----

    @Test
    void a_torn_file_is_landed_as_far_as_it_goes_and_named_each_time() throws IOException {
        byte[] whole = gzip(lines(0, 5000));
        Files.write(in.resolve("a.ndjson.gz"), Arrays.copyOf(whole, whole.length / 2));
        write("b.ndjson", lines(0, 3));
        ImportReport report = land("a.ndjson.gz", "missing.json", "b.ndjson");
        assertThat(report.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(report.files())
                .extracting(FileReport::status)
                .containsExactly(Status.TORN, Status.FAILED, Status.LANDED);
        assertThat(report.files().get(0).why()).isEqualTo("the gzip data ends early; what came before is landed");
        assertThat(report.files().get(1).why()).isEqualTo("there is no such file");
        assertThat(report.received()).isGreaterThan(1000);
        ImportReport second = land("a.ndjson.gz");
        assertThat(second.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(second.received()).isZero();
        assertThat(second.files().get(0).why()).contains("known: came at ");
    }

    @Test
    void a_torn_tar_lands_its_whole_members_and_the_mended_one_adds_the_rest() throws IOException {
        byte[] whole = tar("a.json", "{\"a\":1}", "b.json", "{\"b\":1}", "c.json", "{\"c\":1}");
        Files.write(in.resolve("x.tar"), Arrays.copyOf(whole, 512 * 4));
        assertThat(land("x.tar").files().get(0).status()).isEqualTo(Status.TORN);
        Files.write(in.resolve("x.tar"), whole);
        ImportReport mended = land("x.tar");
        assertThat(mended.received()).isEqualTo(1);
        assertThat(payloads()).containsExactlyInAnyOrder("{\"a\":1}", "{\"b\":1}", "{\"c\":1}");
    }

    @Test
    void nothing_is_refused_but_everything_is_counted() throws IOException {
        String[] bad = {
            "{\"id\":2,",
            "{}{}",
            "{} xyz",
            "[1]",
            "null",
            "{\"a\":1,}",
            "{'a':1}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"\u0001\"}",
            "{\"a\":1}\u0000"
        };
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String line : bad) {
            text.writeBytes((line + "\n").getBytes(UTF_8));
        }
        text.writeBytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}', '\n'});
        text.writeBytes("\n{\"good\":1}\r\n{\"torn\":".getBytes(UTF_8));
        Files.write(in.resolve("bad.ndjson"), text.toByteArray());
        ImportReport report = land("bad.ndjson");
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.received()).isEqualTo(bad.length + 3);
        assertThat(report.blank()).isEqualTo(1);
        assertThat(report.refused().values().stream().mapToLong(n -> n).sum()).isEqualTo(bad.length + 2);
        assertThat(report.refused())
                .containsEntry("trailing_data", 3L)
                .containsEntry("not_object", 2L)
                .containsEntry("duplicate_key", 1L)
                .containsEntry("utf8", 1L)
                .containsEntry("invalid_json", 7L);
        assertThat(frames()).hasSize(bad.length + 3);
    }

    @Test
    void an_event_over_the_cap_is_landed_in_part_with_its_length_and_digest() throws IOException {
        String over = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        write("a.ndjson", over + "\n{}\n");
        ImportReport report = land("a.ndjson");
        assertThat(report.refused()).isEqualTo(Map.of("too_large", 1L));
        Frame frame = frames().get(0);
        assertThat(frame.payload()).hasSize(64 << 10);
        assertThat(frame.headers())
                .containsEntry(Frame.REASON, "too_large")
                .containsEntry(Frame.FULL_LENGTH, Integer.toString(over.length()))
                .containsKey(Frame.FULL_SHA256);
    }

    @Test
    void a_million_tiny_events_cost_no_more_than_their_bytes() throws IOException {
        write("a.ndjson", "{}\n".repeat(200_000) + "1\n".repeat(200_000));
        ImportReport report = land("a.ndjson");
        assertThat(report.received()).isEqualTo(400_000);
        assertThat(report.refused()).isEqualTo(Map.of("not_object", 200_000L));
        long archived = 0;
        for (ObjectStat object : state.list("archive/")) {
            archived += object.size();
        }
        assertThat(archived).isLessThan(4_000_000);
    }

    // ---- what is recorded ----

    @Test
    void the_record_says_where_the_last_complete_line_ends() throws IOException {
        String complete = lines(0, 3);
        write("a.ndjson", complete + "{\"half\":");
        land("a.ndjson");
        ImportRecord record = onlyRecord();
        assertThat(record.state()).isEqualTo(ImportRecord.State.DONE);
        assertThat(record.lineEnd()).isEqualTo(complete.length());
        assertThat(record.lineDigest()).isEqualTo(io.tarn.core.Sha256.hex(complete));
        assertThat(record.frames()).isEqualTo(4);
        assertThat(record.path()).isEqualTo("a.ndjson");
    }

    private ImportRecord onlyRecord() {
        List<ImportRecord> all = new ArrayList<>();
        for (ObjectStat object : state.list("imports/")) {
            byte[] bytes = state.read(object.key()).orElseThrow().bytes();
            all.addAll(Json.read(bytes, ImportRecord.Page.class, object.key())
                    .imports()
                    .values());
        }
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void received_at_comes_from_where_it_is_told() throws IOException {
        Files.write(in.resolve("s.tar"), tar("x/20221126T001107Z-1.json", "{}", "x/20221127T001107Z-2.json", "{}"));
        assertThat(run(config().withReceivedAt(ReceivedAt.parse("name")), "s.tar")
                        .received())
                .isEqualTo(2);
        assertThat(frames())
                .extracting(Frame::receivedAt)
                .containsExactly(Instant.parse("2022-11-26T00:11:07Z"), Instant.parse("2022-11-27T00:11:07Z"));
        write("undated.ndjson", "{}\n");
        ImportReport failed = run(config().withReceivedAt(ReceivedAt.parse("name")), "undated.ndjson");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failed.files().get(0).why()).isEqualTo("there is no date in its name");
    }

    @Test
    void directories_are_walked_in_path_order_and_hidden_names_are_counted() throws IOException {
        Files.createDirectories(in.resolve("d/sub"));
        write("d/b.ndjson", "{\"n\":2}");
        write("d/a.ndjson", "{\"n\":1}");
        write("d/sub/c.ndjson", "{\"n\":3}");
        write("d/_SUCCESS", "");
        write("d/.hidden", "{}");
        ImportReport report = land("d");
        assertThat(report.files())
                .extracting(FileReport::path)
                .containsExactly("d/a.ndjson", "d/b.ndjson", "d/sub/c.ndjson");
        assertThat(report.skipped()).isEqualTo(2);
        assertThat(payloads()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void two_runs_with_the_same_file_at_once_land_it_once() throws Exception {
        write("a.ndjson", lines(0, 2000));
        List<ImportReport> reports = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    ImportReport report = land("a.ndjson");
                    synchronized (reports) {
                        reports.add(report);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(reports).hasSize(4);
        assertThat(reports.stream().mapToLong(ImportReport::received).sum()).isEqualTo(2000);
        assertThat(ids(frames())).hasSize(2000);
        assertThat(frames()).hasSize(2000);
    }

    // ---- tools ----

    private void assertKilled(String step, List<String> files) {
        assertThatThrownBy(() -> new Importer(config(), ImportProgress.NONE, at -> {
                            if (at.equals(step)) {
                                throw new Importer.Killed();
                            }
                        })
                        .run(Sources.of(files, in, InputStream.nullInputStream())))
                .isInstanceOf(Importer.Killed.class);
    }

    private ImportConfig config() {
        return ImportConfig.of(landing, ORDERS);
    }

    private ImportReport land(String... files) throws IOException {
        return run(config(), files);
    }

    private ImportReport run(ImportConfig config, String... files) throws IOException {
        return new Importer(config, ImportProgress.NONE)
                .run(Sources.of(List.of(files), in, InputStream.nullInputStream()));
    }

    private static ImportReport run(ImportConfig config, Source source) throws IOException {
        return new Importer(config, ImportProgress.NONE).run(new Sources(List.of(source), 0));
    }

    private static Source stream(String text) {
        return new Source.OfStream(new ByteArrayInputStream(text.getBytes(UTF_8)), "-");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(in.resolve(name), text);
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("{\"i\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append(Integer.toHexString(i * 0x9E3779B1))
                    .append("\"}\n");
        }
        return text.toString();
    }

    private List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.archiveOf(ORDERS))) {
            try (SegmentReader reader =
                    SegmentReader.open(state, SegmentKey.parse(object.key()).orElseThrow())) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    frames.add(frame);
                }
                assertThat(reader.damage()).isEmpty();
            }
        }
        return frames;
    }

    private List<String> payloads() throws IOException {
        return frames().stream()
                .map(frame -> new String(frame.payload(), UTF_8))
                .toList();
    }

    private static Set<String> ids(List<Frame> frames) {
        Set<String> ids = new HashSet<>();
        frames.forEach(frame -> ids.add(frame.eventId()));
        return ids;
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] tar(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                byte[] content = namesAndTexts[i + 1].getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    /** Ends as a process does that is killed while it reads. */
    private static final class DyingStream extends InputStream {
        private final InputStream in;

        DyingStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b < 0) {
                throw new Importer.Killed();
            }
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, Math.min(length, 64));
            if (n < 0) {
                throw new Importer.Killed();
            }
            return n;
        }
    }
}

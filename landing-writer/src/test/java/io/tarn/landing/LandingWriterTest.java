package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LandingWriterTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    @TempDir
    Path lake;

    private LandingConfig config;
    private ObjectStore state;
    private Path spool;

    @BeforeEach
    void configure() {
        config = LandingConfig.of(lake);
        state = config.state();
        spool = config.spool();
    }

    @Test
    void five_lines_land_an_event() throws IOException {
        try (LandingWriter tarn = LandingWriter.open(LandingConfig.of(lake))) {
            tarn.append("orders", Event.of("{\"id\": 1}").withId("a").withHeader("k", "v"))
                    .join()
                    .orThrow();
        }
        List<Frame> frames = archived();
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).payload()).isEqualTo("{\"id\": 1}".getBytes(UTF_8));
        assertThat(frames.get(0).eventId()).isEqualTo("a");
        assertThat(frames.get(0).headers()).containsEntry("k", "v");
        assertThat(spool).isEmptyDirectory();
        assertThat(keys("arrivals/")).hasSize(1);
    }

    @Test
    void what_is_no_event_is_refused_and_nothing_is_kept() throws IOException {
        try (LandingWriter tarn = LandingWriter.open(config.withMaxEventBytes(10))) {
            assertThat(tarn.append("orders", Event.of("{\"a\": }")).join())
                    .isInstanceOfSatisfying(
                            Ack.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.INVALID_JSON));
            assertThat(tarn.append("orders", Event.of("[1]")).join())
                    .isInstanceOfSatisfying(
                            Ack.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_OBJECT));
            assertThat(tarn.append("orders", Event.of("{\"a\":1234}")).join()).isInstanceOf(Ack.Stored.class);
            assertThat(tarn.append("orders", Event.of("{\"a\":12345}")).join())
                    .isEqualTo(new Ack.Refused(
                            Reason.EVENT_TOO_LARGE, "The event has 11 bytes, and 'max-event-size' is 10"));
            assertThatThrownBy(() ->
                            tarn.append("orders", Event.of("{} xyz")).join().orThrow())
                    .isInstanceOf(TarnException.class)
                    .hasMessageContaining("trailing_data");
        }
        assertThat(archived()).hasSize(1);
    }

    @Test
    void one_force_acknowledges_everyone_who_waits() throws Exception {
        FaultyDisk disk = new FaultyDisk(op -> {
            if (op.what() == FaultyDisk.What.FORCE) {
                LockSupport.parkNanos(1_000_000);
            }
            return FaultyDisk.Fault.NONE;
        });
        int producers = 8;
        int each = 50;
        try (LandingWriter tarn = LandingWriter.open(config.withDisk(disk))) {
            List<Thread> threads = new ArrayList<>();
            for (int p = 0; p < producers; p++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        tarn.append(ORDERS, Event.of("{}")).join().orThrow();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(disk.count(FaultyDisk.What.FORCE))
                    .isLessThan(producers * each / 2)
                    .isGreaterThanOrEqualTo(each);
        }
        assertThat(archived()).hasSize(producers * each);
    }

    @Test
    void segments_close_by_size_and_sequences_begin_anew_in_each() throws IOException {
        try (LandingWriter tarn = LandingWriter.open(config.withSegments(2_000, Duration.ofMinutes(1)))) {
            for (int i = 0; i < 100; i++) {
                tarn.append(ORDERS, Event.of("{\"i\":" + i + "}"));
            }
        }
        List<SegmentKey> segments = segments();
        assertThat(segments.size()).isBetween(3, 8);
        assertThat(segments).allMatch(key -> key.firstSeq() == 0);
        List<Frame> frames = archived();
        for (int i = 0; i < 100; i++) {
            assertThat(frames.get(i).payload()).isEqualTo(("{\"i\":" + i + "}").getBytes(UTF_8));
        }
    }

    @Test
    void a_quiet_segment_closes_by_age_and_at_the_end_of_the_utc_day() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-22T23:59:59.5Z"));
        try (LandingWriter tarn =
                LandingWriter.open(config.withClock(clock).withSegments(1 << 20, Duration.ofHours(9)))) {
            tarn.append(ORDERS, Event.of("{}")).join();
            assertThat(segments()).isEmpty();
            clock.now = Instant.parse("2026-11-23T00:00:00Z");
            awaitSegments(1);
            tarn.append(ORDERS, Event.of("{}")).join();
            clock.now = Instant.parse("2026-11-23T09:00:00Z");
            awaitSegments(2);
        }
        assertThat(segments()).extracting(key -> key.received().toString()).containsExactly("2026-11-22", "2026-11-23");
    }

    @Test
    void many_collections_share_sixteen_open_files() throws IOException {
        try (LandingWriter tarn = LandingWriter.open(config)) {
            for (int i = 0; i < 100; i++) {
                tarn.append("c" + (i % 25), Event.of("{}"));
            }
            tarn.append("c0", Event.of("{}")).join();
            try (var files = Files.list(tarn.folder().path())) {
                assertThat(files.filter(file -> file.toString().endsWith(".spool"))
                                .count())
                        .isLessThanOrEqualTo(Spool.MOST_OPEN + 100L);
            }
        }
        assertThat(archived()).hasSize(101);
    }

    // ---- crashes ----

    @Test
    void acknowledged_events_survive_a_kill() throws IOException {
        LandingWriter tarn = LandingWriter.open(config);
        for (int i = 0; i < 10; i++) {
            tarn.append(ORDERS, Event.of("{\"i\":" + i + "}")).join();
        }
        assertThat(Spools.spooledFrames(spool, ORDERS)).isEqualTo(10);
        assertThat(Spools.publishDead(spool, state, Clock.systemUTC()).writers())
                .isZero();
        assertThat(Spools.isLive(spool, tarn.folder().writer())).isTrue();
        tarn.abandon();
        assertThat(Spools.isLive(spool, tarn.folder().writer())).isFalse();

        Spools.Recovered recovered = Spools.publishDead(spool, state, Clock.systemUTC());

        assertThat(recovered.writers()).isEqualTo(1);
        assertThat(recovered.frames()).isEqualTo(10);
        assertThat(recovered.problems()).isEmpty();
        assertThat(archived()).hasSize(10);
        assertThat(Spools.spooledFrames(spool, ORDERS)).isZero();
        assertThat(Spools.publishDead(spool, state, Clock.systemUTC()).writers())
                .isZero();
    }

    @Test
    void a_crash_at_any_step_of_publishing_gives_one_segment() throws IOException {
        for (int step = 0; step < 5; step++) {
            LandingWriter tarn = LandingWriter.open(config);
            for (int i = 0; i < 5; i++) {
                tarn.append(ORDERS, Event.of("{\"i\":" + i + "}")).join();
            }
            tarn.abandon();
            Path file = SpoolFolder.files(Disk.REAL, tarn.folder().path()).get(0);
            SpoolName name = SpoolName.parse(file).orElseThrow();
            byte[] before = Files.readAllBytes(file);
            int segmentsBefore = segments().size();
            if (step >= 1) { // the decision is made, and written by half
                Files.write(
                        file, concat(before, new SpoolFormat(name).decision(5), step == 1 ? 20 : Integer.MAX_VALUE));
            }
            byte[] decided = Files.readAllBytes(file);
            if (step >= 3) { // the put is done, the file still there
                new SpoolPublisher(Disk.REAL, state, Clock.systemUTC()).publish(file, name);
                Files.write(file, decided);
            }
            if (step >= 4) { // and the file has been damaged since
                decided[before.length / 2] ^= 4;
                Files.write(file, decided);
                assertThat(Spools.spooledFrames(spool, ORDERS, state)).isZero();
            }
            Spools.Recovered recovered = Spools.publishDead(spool, state, Clock.systemUTC());
            assertThat(recovered.problems()).as("step %s", step).isEmpty();
            assertThat(segments()).as("step %s", step).hasSize(segmentsBefore + 1);
            assertThat(spool).isEmptyDirectory();
        }
        assertThat(archived()).hasSize(25).allMatch(frame -> frame.headers().isEmpty());
    }

    @Test
    void a_segment_is_announced_before_it_is_there_and_decided_before_that() throws IOException {
        List<String> happened = new ArrayList<>();
        ObjectStore noting = noting(ObjectStore.class, state, (name, args) -> {
            if (name.equals("create")) {
                happened.add(String.valueOf(args[0]).replaceAll("/.*", ""));
            } else if (name.equals("read") && args[0].equals(Keys.ARRIVALS_THROUGH)) {
                happened.add("look");
            }
        });
        Disk disk = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    Object made = method.invoke(Disk.REAL, args);
                    return made instanceof Disk.Appender file
                                    && String.valueOf(args[0]).endsWith(".spool")
                            ? noting(Disk.Appender.class, file, (name, bytes) -> {
                                if (name.equals("force") || (name.equals("write") && (int) bytes[2] > 0)) {
                                    happened.add(name);
                                }
                            })
                            : made;
                });
        LandingConfig noted = new LandingConfig(
                        spool,
                        noting,
                        config.segmentBytes(),
                        config.segmentAge(),
                        config.maxEventBytes(),
                        config.clock())
                .withDisk(disk);
        try (LandingWriter tarn = LandingWriter.open(noted)) {
            tarn.append(ORDERS, Event.of("{}")).join();
        }
        assertThat(happened).containsExactly("write", "force", "write", "force", "arrivals", "archive", "look");
    }

    private static <T> T noting(Class<T> type, T target, BiConsumer<String, Object[]> note) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            note.accept(method.getName(), args);
            return method.invoke(target, args);
        }));
    }

    @Test
    void an_archive_with_other_frames_under_the_key_is_named_and_the_spool_is_kept() throws IOException {
        LandingWriter tarn = LandingWriter.open(config);
        tarn.append(ORDERS, Event.of("{}")).join();
        tarn.abandon();
        SpoolName name = SpoolName.parse(
                        SpoolFolder.files(Disk.REAL, tarn.folder().path()).get(0))
                .orElseThrow();
        state.create(name.segment(1).key(), "something else".getBytes(UTF_8));
        Spools.Recovered recovered = Spools.publishDead(spool, state, Clock.systemUTC());
        assertThat(recovered.problems()).singleElement().asString().contains("with other frames");
        assertThat(Spools.spooledFrames(spool, ORDERS)).isEqualTo(1);
    }

    @Test
    void a_damaged_spool_file_loses_no_other_event() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            CollectionName collection = new CollectionName("seed" + seed);
            LandingWriter tarn = LandingWriter.open(config);
            for (int i = 0; i < 20; i++) {
                tarn.append(collection, Event.of("{\"i\":" + i + "}"));
            }
            tarn.append(collection, Event.of("{\"last\":1}")).join();
            tarn.abandon();
            Path file = SpoolFolder.files(Disk.REAL, tarn.folder().path()).get(0);
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            Spools.Recovered recovered = Spools.publishDead(spool, state, Clock.systemUTC());
            assertThat(recovered.frames()).as("seed %s", seed).isEqualTo(21);
            assertThat(recovered.damaged()).as("seed %s", seed).isEqualTo(1);
        }
    }

    private static byte[] concat(byte[] a, byte[] b, int most) {
        byte[] both = new byte[a.length + Math.min(most, b.length)];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, both.length - a.length);
        return both;
    }

    private void awaitSegments(int count) throws InterruptedException {
        for (int i = 0; i < 200 && segments().size() < count; i++) {
            Thread.sleep(50);
        }
        assertThat(segments()).hasSize(count);
    }

    private List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        for (ObjectStat object : state.list(prefix)) {
            keys.add(object.key());
        }
        return keys;
    }

    private List<SegmentKey> segments() {
        return keys("archive/").stream()
                .map(key -> SegmentKey.parse(key).orElseThrow())
                .toList();
    }

    private List<Frame> archived() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (SegmentKey key : segments()) {
            try (SegmentReader reader = SegmentReader.open(state, key)) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    frames.add(frame);
                }
                assertThat(reader.damage()).isEmpty();
            }
        }
        return frames;
    }

    private static final class SettableClock extends Clock {
        volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.FaultyDisk.Fault;
import io.tarn.landing.FaultyDisk.Op;
import io.tarn.landing.FaultyDisk.What;
import io.tarn.landing.Spool.Encoded;
import io.tarn.landing.SpoolFile.Waiter;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a disk that fails, tears, fills up or loses what was not forced leaves of what was acknowledged: all of it,
 * once.
 */
@Timeout(120)
final class FaultyDiskTest {
    private static final CollectionName ORDERS = new CollectionName("orders");
    private static final CollectionName CLICKS = new CollectionName("clicks");

    private static final long RECEIVED = 1_795_305_600_000_000L;

    @TempDir
    Path folder;

    @Test
    void frames_of_a_failed_force_go_to_a_new_file_and_are_acknowledged_from_there() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        LandingConfig config = config(
                "moved", op -> op.what() == What.FORCE && forces.incrementAndGet() == 2 ? Fault.AFTER : Fault.NONE);
        LandingWriter tarn = LandingWriter.open(config);
        Ack.Stored first = tarn.append(ORDERS, Event.of("{\"n\":1}")).join().orThrow();
        Ack.Stored second = tarn.append(ORDERS, Event.of("{\"n\":2}")).join().orThrow();
        Ack.Stored third = tarn.append(ORDERS, Event.of("{\"n\":3}")).join().orThrow();
        assertThat(first.epoch() + " " + first.seq()).isEqualTo("000001 0");
        assertThat(second.epoch() + " " + second.seq()).isEqualTo("000002 0");
        assertThat(third.epoch() + " " + third.seq()).isEqualTo("000002 1");
        // The frame is in both files, and only one of them counts.
        assertThat(Spools.spooledFrames(config.spool(), ORDERS)).isLessThanOrEqualTo(3);
        tarn.abandon();
        assertThat(Spools.publishDead(config.spool(), config.state(), Clock.systemUTC())
                        .problems())
                .isEmpty();
        assertThat(archived(config.state())).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        assertThat(config.spool()).isEmptyDirectory();
    }

    @Test
    void where_new_files_fail_too_those_who_wait_are_told_and_the_next_event_is_taken() throws Exception {
        boolean[] broken = {false};
        LandingConfig config = config("broken", op -> broken[0] && op.what() == What.FORCE ? Fault.BEFORE : Fault.NONE);
        try (LandingWriter tarn = LandingWriter.open(config)) {
            tarn.append(ORDERS, Event.of("{\"n\":1}")).join().orThrow();
            broken[0] = true;
            CompletableFuture<Ack> lost = tarn.append(ORDERS, Event.of("{\"n\":2}"));
            assertThatThrownBy(() -> lost.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(TarnException.class)
                    .hasMessageStartingWith("Event of collection 'orders' is not stored: the spool file '")
                    .hasMessageEndingWith("(the disk is on fire). Check the disk; then send the event again");
            broken[0] = false;
            tarn.append(ORDERS, Event.of("{\"n\":3}")).join().orThrow();
        }
        assertThat(archived(config.state())).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":3}");
        assertThat(config.spool()).isEmptyDirectory();
    }

    @Test
    void a_full_disk_fails_the_event_and_takes_the_next_when_there_is_room() throws Exception {
        boolean[] full = {false};
        FaultyDisk disk = new FaultyDisk(op -> full[0] && op.what() == What.WRITE ? Fault.TORN : Fault.NONE);
        disk.message("No space left on device");
        LandingConfig config = config("full", disk);
        try (LandingWriter tarn = LandingWriter.open(config)) {
            tarn.append(ORDERS, Event.of("{\"n\":1}")).join().orThrow();
            full[0] = true;
            CompletableFuture<Ack> lost = tarn.append(ORDERS, Event.of("{\"n\":2}"));
            assertThatThrownBy(() -> lost.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("is not stored: the disk of the spool '")
                    .hasMessageEndingWith("' is full. Free some space there, or set 'spool' to another disk;"
                            + " then send the event again");
            full[0] = false;
            tarn.append(ORDERS, Event.of("{\"n\":3}")).join().orThrow();
        }
        assertThat(archived(config.state())).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":3}");
    }

    @Test
    void whatever_operation_fails_what_was_acknowledged_is_in_the_archive_once() throws Exception {
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            long at = random.nextInt(110);
            boolean forEver = random.nextInt(4) == 0;
            Fault fault = Fault.values()[1 + random.nextInt(3)];
            String what = "seed " + seed + ": operation " + at + " fails " + fault + (forEver ? " for ever" : "");
            FaultyDisk disk =
                    new FaultyDisk(op -> op.number() == at || forEver && op.number() > at ? fault : Fault.NONE);
            survive(what, seed, disk, random.nextInt(2) == 0);
        }
    }

    @Test
    void whenever_the_power_goes_what_was_acknowledged_is_in_the_archive_once() throws Exception {
        for (int seed = 1000; seed < 1120; seed++) {
            Random random = new Random(seed);
            long fails = random.nextInt(80);
            long dies = fails + random.nextInt(30);
            Fault fault = Fault.values()[random.nextInt(4)];
            FaultyDisk[] disk = new FaultyDisk[1];
            disk[0] = new FaultyDisk(op -> {
                if (op.number() >= dies) {
                    disk[0].die();
                }
                return op.number() == fails ? fault : Fault.NONE;
            });
            survive(
                    "seed " + seed + ": operation " + fails + " fails " + fault + ", dies at " + dies,
                    seed,
                    disk[0],
                    false);
        }
    }

    /** Lives through a history on the disk, recovers on a good one, and compares with what was acknowledged. */
    private void survive(String what, int seed, FaultyDisk disk, boolean endsWell) throws IOException {
        Random random = new Random(seed);
        LandingConfig config = config("seed" + seed, disk);
        Life life = new Life();
        life.live(config, random, endsWell);
        if (!endsWell) {
            disk.powerCut(random);
        }
        Spools.Recovered recovered = Spools.publishDead(config.spool(), config.state(), Clock.systemUTC());
        assertThat(recovered.problems()).as(what).isEmpty();
        assertThat(recovered.damaged()).as(what).isZero();
        List<String> archived = archived(config.state());
        assertThat(archived).as(what).doesNotHaveDuplicates();
        assertThat(life.attempted).as(what).containsAll(archived);
        assertThat(places(config.state())).as(what).containsAllEntriesOf(life.acknowledged);
        if (endsWell) {
            assertThat(archived).as(what).containsExactlyInAnyOrderElementsOf(life.acknowledged.values());
        }
        if (config.spool().toFile().exists()) {
            assertThat(config.spool()).as(what).isEmptyDirectory();
        }
    }

    /** One writer's life, on one thread. */
    private static final class Life {
        final List<String> attempted = new ArrayList<>();
        final Map<String, String> acknowledged = new HashMap<>();

        void live(LandingConfig config, Random random, boolean endsWell) throws IOException {
            PublishQueue queue = new PublishQueue(new SpoolPublisher(config), PublishQueue.UNBOUNDED);
            SpoolFolder folder;
            try {
                folder = SpoolFolder.create(config, new SecureRandom());
            } catch (TarnException unusable) {
                queue.close();
                return;
            }
            Spool spool = new Spool(folder, config, queue::add);
            try {
                for (int round = 0; round < 8; round++) {
                    round(spool, queue, random);
                }
                if (endsWell) {
                    spool.closeAll();
                    commit(spool, queue);
                    for (int i = 0; i < 3; i++) {
                        queue.retry();
                        queue.await();
                    }
                }
            } finally {
                queue.close();
                spool.abandon();
            }
        }

        private void round(Spool spool, PublishQueue queue, Random random) {
            List<CompletableFuture<Ack>> waiting = new ArrayList<>();
            List<String> events = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                String event = "{\"n\":" + attempted.size() + "}";
                byte[] bytes = event.getBytes(UTF_8);
                CompletableFuture<Ack> told = new CompletableFuture<>();
                CollectionName collection = random.nextInt(3) == 0 ? CLICKS : ORDERS;
                spool.append(collection, RECEIVED, List.of(Encoded.of(Event.of(bytes))), new Waiter() {
                    @Override
                    public void stored(SpoolName file, long first) {
                        told.complete(new Ack.Stored(file.writer(), file.epoch(), first, Instant.EPOCH, ""));
                    }

                    @Override
                    public void failed(TarnException why) {
                        told.completeExceptionally(why);
                    }
                });
                attempted.add(event);
                waiting.add(told);
                events.add(collection + event);
            }
            if (random.nextInt(4) == 0) {
                spool.closeAll();
            }
            commit(spool, queue);
            if (random.nextInt(3) == 0) {
                queue.retry();
                queue.await();
            }
            for (int i = 0; i < count; i++) {
                assertThat(waiting.get(i)).isDone();
                if (!waiting.get(i).isCompletedExceptionally()) {
                    Ack.Stored stored = waiting.get(i).join().orThrow();
                    String event = events.get(i);
                    String collection = event.substring(0, event.indexOf('{'));
                    String place = collection + " " + stored.writer() + "-" + stored.epoch() + " " + stored.seq();
                    assertThat(acknowledged.put(place, event.substring(collection.length())))
                            .isNull();
                }
            }
        }

        private static void commit(Spool spool, PublishQueue queue) {
            spool.commit();
            queue.await();
        }
    }

    private static final byte[] NO_HEADERS =
            new AvroBuffer(8).writeMap(Map.of()).toByteArray();

    private LandingConfig config(String name, Function<Op, Fault> faults) {
        return config(name, new FaultyDisk(faults));
    }

    private LandingConfig config(String name, Disk disk) {
        return LandingConfig.of(folder.resolve(name))
                .withSegments(400, Duration.ofHours(1))
                .withDisk(disk);
    }

    private static List<String> archived(ObjectStore state) throws IOException {
        return places(state).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<String, String> places(ObjectStore state) throws IOException {
        Map<String, String> places = new HashMap<>();
        for (ObjectStat object : state.list("archive/")) {
            SegmentKey key = SegmentKey.parse(object.key()).orElseThrow();
            try (SegmentReader reader = SegmentReader.open(state, key)) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    String place = key.collection() + " " + key.writer() + "-" + key.epoch() + " " + frame.seq();
                    assertThat(places.put(place, new String(frame.payload(), UTF_8)))
                            .isNull();
                }
                assertThat(reader.damage()).isEmpty();
            }
        }
        return places;
    }
}

package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.head.Owner;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.verify.VerifyJob;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.ingest.verify.VerifyRequest;
import io.tarn.landing.SegmentWriter;
import io.tarn.schema.catalog.FileCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A lake in a folder, with a clock that a test sets and processes that live and die as it says. */
final class World {
    static final CollectionName SHOP = new CollectionName("shop");

    final Path root;
    final ObjectStore lake;
    final ObjectStore state;
    final TestClock clock = new TestClock();
    final Set<Long> alive = ConcurrentHashMap.newKeySet();
    private final AtomicLong pids = new AtomicLong(100);
    private final AtomicInteger writers = new AtomicInteger();
    Map<String, String> settings = Map.of();
    Engine engine = new ThreadsEngine(2);
    long spooled;

    World(Path root) {
        this.root = root;
        this.lake = Stores.open(Stores.local(root));
        this.state = Stores.open(Stores.local(root.resolve("_tarn")));
    }

    /** Stands still unless told. It begins now, because the store's own times are real. */
    static final class TestClock extends Clock {
        private volatile Instant now = Clock.systemUTC().instant();

        void forward(Duration by) {
            now = now.plus(by);
        }

        LocalDate today() {
            return LocalDate.ofInstant(now, ZoneOffset.UTC);
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
            throw new UnsupportedOperationException();
        }
    }

    /** One process of this world. */
    Processes process() {
        long pid = pids.incrementAndGet();
        alive.add(pid);
        return new Processes() {
            @Override
            public Owner self() {
                return new Owner("here", pid, Instant.EPOCH, clock.instant());
            }

            @Override
            public boolean alive(Owner owner) {
                return alive.contains(owner.pid());
            }
        };
    }

    void die(Processes process) {
        alive.remove(process.self().pid());
    }

    /** Lands events that were received on a day, as one segment, noted and put. */
    SegmentKey land(LocalDate received, List<String> payloads) {
        SegmentKey key = segment(received, payloads.size());
        state.create(Keys.arrival(clock.instant(), key), new byte[0]);
        state.create(key.key(), bytes(key, payloads));
        return key;
    }

    SegmentKey land(LocalDate received, String... payloads) {
        return land(received, List.of(payloads));
    }

    /** Lands a segment of which no frame can be read. */
    SegmentKey landDamaged(LocalDate received, String... payloads) {
        SegmentKey key = segment(received, payloads.length);
        byte[] bytes = bytes(key, List.of(payloads));
        state.create(Keys.arrival(clock.instant(), key), new byte[0]);
        state.create(key.key(), Arrays.copyOf(bytes, bytes.length - 20));
        return key;
    }

    /** Puts back what a damaged segment should hold. */
    void restore(SegmentKey key, String... payloads) {
        state.delete(key.key());
        state.create(key.key(), bytes(key, List.of(payloads)));
    }

    SegmentKey segment(LocalDate received, int count) {
        return new SegmentKey(SHOP, received, "w" + writers.incrementAndGet(), "e1", 0, count - 1, count);
    }

    static byte[] bytes(SegmentKey key, List<String> payloads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Instant received = key.received().atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (SegmentWriter out = new SegmentWriter(key, bytes)) {
            long seq = 0;
            for (String payload : payloads) {
                out.add(new Frame(seq++, received, "", Map.of(), payload.getBytes(StandardCharsets.UTF_8)));
            }
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    TarnConfig config() {
        return TarnConfig.ofLake(root, settings);
    }

    CompactResult compact(CompactRequest request) {
        Processes process = process();
        try {
            return new CompactJob(setup(process, Steps.NONE, UnaryOperator.identity())).run(request);
        } finally {
            die(process);
        }
    }

    RetryJob.Result retry(RetryRequest request) {
        Processes process = process();
        try {
            return new RetryJob(setup(process, Steps.NONE, UnaryOperator.identity())).run(request);
        } finally {
            die(process);
        }
    }

    CompactSetup setup(Processes process, Steps steps, UnaryOperator<ObjectStore> wrap) {
        TarnConfig config = config();
        ObjectStore wrapped = wrap.apply(state);
        return new CompactSetup(
                wrapped,
                location -> wrap.apply(Stores.open(location)),
                config::collection,
                config::mayCreate,
                new TreeSet<>(config.listed()),
                new FileCatalog(wrapped),
                EngineChoice.given(engine),
                new CompactSetup.Spool() {
                    @Override
                    public List<String> publishDead() {
                        return List.of();
                    }

                    @Override
                    public long frames(CollectionName collection) {
                        return spooled;
                    }

                    @Override
                    public boolean mayLive(String writer) {
                        return true;
                    }
                },
                process,
                clock,
                steps);
    }

    /** The same but for the configurations of collections. */
    static CompactSetup with(CompactSetup setup, Function<CollectionName, CollectionConfig> configs) {
        return new CompactSetup(
                setup.state(),
                setup.lakes(),
                configs,
                setup.mayCreate(),
                setup.listed(),
                setup.catalog(),
                setup.engine(),
                setup.spool(),
                setup.processes(),
                setup.clock(),
                setup.steps());
    }

    /** What full verification finds wrong, in a line each. */
    List<String> verify() {
        return verify(VerifyMode.FULL);
    }

    List<String> verify(VerifyMode mode) {
        VerifyReport report = report(mode);
        List<String> wrong = new ArrayList<>();
        report.problems().forEach(problem -> wrong.add(problem.toString()));
        report.balance().stream().filter(balance -> !balance.balanced()).forEach(b -> wrong.add(b.toString()));
        return wrong;
    }

    VerifyReport report(VerifyMode mode) {
        VerifyJob.Spool spool = new VerifyJob.Spool() {
            @Override
            public long frames(CollectionName collection) {
                return spooled;
            }

            @Override
            public Collection<CollectionName> collections() {
                return List.of();
            }
        };
        VerifyJob job = new VerifyJob(
                state, name -> lake, new FileCatalog(state), spool, root.resolve("verify"), clock, progress -> {});
        return job.run(new VerifyRequest(Set.of(), mode));
    }

    Heads heads() {
        return new Heads(state, SHOP, clock);
    }
}

package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.ExitCode;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.report.RunReport.SparkUsage;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.engine.Work;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.plan.Urgency;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a speculative attempt leaves that came to its end and was not the one that counted. */
final class LostAttemptsTest {
    private static final CompactRequest AT_ONCE = CompactRequest.ALL.urgency(Urgency.AT_ONCE);

    @TempDir
    Path folder;

    private World world;
    private LocalDate today;

    /** Makes two whole attempts at every unit, of which the second counts. */
    private static final class Twice implements Engine {
        private final Engine engine = new ThreadsEngine(2);

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public <I extends Serializable, O extends Serializable> List<O> run(
                String stage, List<I> units, Work<I, O> work) {
            engine.run(stage, units, work);
            return engine.run(stage, units, work);
        }

        @Override
        public Optional<SparkUsage> usage() {
            return engine.usage();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @BeforeEach
    void setUp() {
        world = new World(folder);
        world.settings = Map.of("defaults.dedupe.look-back", "7d", "collections.shop.id", "/a");
        world.engine = new Twice();
        today = world.clock.today();
    }

    @Test
    void nothing_of_it_outlives_the_run_that_made_it() {
        world.land(today, "{\"a\":1}", "{\"a\":2}", "broken");

        CompactResult hydrated = world.compact(CompactRequest.ALL);

        assertThat(hydrated.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(objects()).as("after a hydrate").isEmpty();
        world.land(today, "{\"a\":3}", "broken too");
        assertThat(world.compact(AT_ONCE).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(objects()).as("after a seal").isEmpty();
        world.land(today, "{\"a\":4}");
        assertThat(world.compact(AT_ONCE).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(objects()).as("after an append").isEmpty();
        assertThat(rows()).isEqualTo(4);
        assertThat(world.verify()).isEmpty();
    }

    @Test
    void what_it_leaves_once_its_run_is_over_goes_with_the_next() {
        world.land(today, "{\"a\":1}");
        world.compact(CompactRequest.ALL);
        world.state.create(Keys.workOf(World.SHOP, "some-run-1") + "rows-1", new byte[1]);

        world.compact(CompactRequest.ALL);

        assertThat(objects()).isEmpty();
    }

    private long rows() {
        return world.heads().all().values().stream().mapToLong(Head::rows).sum();
    }

    /** Everything in the store that no head, no record and nothing else has a use for. */
    private List<String> objects() {
        List<String> named = new ArrayList<>();
        HydrateLog log = new HydrateLog(world.state, World.SHOP);
        for (LogRecord record : log.records(0, log.tail().last())) {
            record.ids().stream().map(DerivedObject::key).forEach(named::add);
            record.quarantine().stream().map(DerivedObject::key).forEach(named::add);
        }
        for (Head head : world.heads().all().values()) {
            head.files().stream().map(FileEntry::key).forEach(named::add);
            head.waiting().stream().map(FileEntry::key).forEach(named::add);
        }
        List<String> left = new ArrayList<>();
        world.lake.listUnfinished("").forEach(upload -> left.add("upload of " + upload.key()));
        world.state.listUnfinished("").forEach(upload -> left.add("upload of " + upload.key()));
        for (String prefix : List.of("work/", "ids/", "quarantine/", "hot/", "waiting/")) {
            for (ObjectStat object : world.state.list(prefix)) {
                if (!named.contains(object.key())) {
                    left.add(object.key());
                }
            }
        }
        return left;
    }
}

package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    private final ThreadsEngine engine = new ThreadsEngine(2);

    @TempDir
    Path folder;

    private Archive archive;

    @BeforeEach
    void archive() {
        archive = new Archive(folder);
    }

    @Test
    void stagesTheFilesOfEachDayAndCountsWhatBecameOfEachSegment() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "a", "{\"at\":\"2026-11-21\",\"n\":1}"),
                Event.of("2026-11-22T10:00:00Z", "b", "{\"at\":\"2026-11-20\",\"n\":2}"),
                Event.of("2026-11-22T10:00:01Z", "b", "{\"at\":\"2026-11-20\",\"n\":2}"),
                Event.of("2026-11-22T10:00:02Z", "b", "{\"at\":\"2026-11-20\",\"n\":3}"),
                Event.of("2026-11-22T10:00:03Z", "c", "{\"n\":4}"),
                Event.of("2026-11-22T10:00:04Z", "d", "nonsense"));
        archive.land(Event.of("2026-11-22T10:00:05Z", "a", "{\"n\":1,\"at\":\"2026-11-21\"}"));

        Hydrated hydrated =
                Hydrated.of(engine, archive.spec("r1", Archive.settings("/at", List.of())), List.of(), Placement.HOT);

        String first = archive.segments().get(0);
        String second = archive.segments().get(1);
        assertThat(hydrated.built().segments())
                .containsExactly(
                        new SegmentOutcome(first, 6, 3, 2, 1, 0, 1), new SegmentOutcome(second, 1, 0, 0, 1, 0, 0));
        assertThat(hydrated.built().days())
                .extracting(DayOutcome::day, DayOutcome::placement, DayOutcome::rows, DayOutcome::segments)
                .containsExactly(
                        tuple("2026-11-20", Placement.HOT, 1L, List.of(first)),
                        tuple("2026-11-21", Placement.HOT, 1L, List.of(first)),
                        tuple("2026-11-22", Placement.HOT, 1L, List.of(first)));
        assertThat(hydrated.built().quarantine()).hasSize(1);
        assertThat(hydrated.built().quarantine().get(0).count()).isEqualTo(1);
        FileEntry undated = hydrated.files().get(2);
        assertThat(undated.undated()).isEqualTo(1);
        assertThat(undated.root()).isEqualTo(Root.STATE);
        assertThat(undated.key()).isEqualTo("hot/shop/year=2026/month=11/day=22/shop-tx-00.zstd.parquet");
    }

    @Test
    void nothingIsVisibleBeforeItIsCompletedAndThenDuckDbReadsIt() throws SQLException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            events.add(Event.of("2026-11-22T10:00:00Z", "{\"at\":\"2026-11-1" + i % 10 + "\",\"n\":" + i + "}"));
        }
        archive.land(events);

        Hydrated hydrated =
                Hydrated.of(engine, archive.spec("r1", Archive.settings("/at", List.of())), List.of(), Placement.LAKE);

        assertThat(archive.lake().list("")).isEmpty();
        hydrated.complete(archive);
        assertThat(archive.lake().list("shop/")).hasSize(10);
        String glob = folder.resolve("lake/shop") + "/*/*/*/*.parquet";
        assertThat(query(
                        "select count(*) || ' ' || sum(n) || ' ' || count(distinct tarn.seq) || ' ' || min(tarn.event_id) from '"
                                + glob + "'"))
                .isEqualTo("3000 4498500 3000 waa-e1-0");
        assertThat(query("select count(*) from read_parquet('" + glob
                        + "', hive_partitioning=true) where cast(\"at\"[10:10] as int) + 10 <> day"))
                .isEqualTo("0");
        assertThat(query("select string_agg(decode(key) || '=' || decode(value), ' ' order by key) from"
                        + " parquet_kv_metadata('"
                        + folder.resolve("lake").resolve(hydrated.files().get(0).key())
                        + "') where decode(key) like 'tarn.%' and decode(key) <> 'tarn.codec'"))
                .isEqualTo("tarn.collection=shop tarn.day=2026-11-10 tarn.schema=1 tarn.settings=1 tarn.txid=tx");
    }

    @Test
    void cutsAndParallelismOfRoutingDoNotChangeTheRows() throws SQLException {
        Random random = new Random(7);
        for (int s = 0; s < 6; s++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String id = "id" + random.nextInt(700);
                events.add(Event.of(
                        "2026-11-2" + s % 3 + "T10:00:0" + random.nextInt(9) + "Z",
                        id,
                        "{\"id\":\"" + id + "\",\"at\":\"2026-11-1" + random.nextInt(5) + "\",\"v\":"
                                + random.nextInt(2) + "}"));
            }
            archive.land(events);
        }
        WorkSizes tiny = new WorkSizes(1, 3000, 2000, 2000);
        String rows =
                "select md5(string_agg(tarn.segment || tarn.seq || v, ',' order by tarn.segment, tarn.seq)) || count(*) from '";

        Hydrated hot = Hydrated.of(
                engine,
                archive.spec("r1", Archive.settings("/at", List.of()), tiny, archive.segments()),
                List.of(),
                Placement.HOT);
        hot.complete(archive);
        Hydrated lake = Hydrated.of(
                new ThreadsEngine(1),
                archive.spec("r2", Archive.settings("/at", List.of())),
                List.of(),
                Placement.LAKE);
        lake.complete(archive);

        assertThat(hot.files()).hasSizeGreaterThan(10);
        assertThat(lake.files()).hasSize(5);
        assertThat(hot.built().segments()).isEqualTo(lake.built().segments());
        assertThat(lake.built().segments()).allMatch(s -> s.count() == s.rows() + s.quarantined() + s.deduplicated());
        assertThat(query(rows + folder.resolve("state/hot") + "/**/*.parquet'"))
                .isEqualTo(query(rows + folder.resolve("lake/shop") + "/**/*.parquet'"));
    }

    @Test
    void rowsOfAFileStandInTheOrderOfSegmentAndSequence() throws SQLException {
        archive.land(Event.of("2026-11-22T10:00:09Z", "{\"n\":1}"), Event.of("2026-11-22T10:00:00Z", "{\"n\":2}"));
        archive.land(Event.of("2026-11-22T09:00:00Z", "{\"n\":3}"));

        Hydrated hydrated = Hydrated.of(
                engine, archive.spec("r1", Archive.settings(null, List.of())), List.of(), Placement.WAITING);
        hydrated.complete(archive);

        assertThat(query("select string_agg(n, ' ') from '" + folder.resolve("state/waiting/shop") + "/*/*.parquet'"))
                .isEqualTo("1 2 3");
    }

    @Test
    void cleaningLeavesNothingInTheWorkArea() {
        archive.land(Event.of("2026-11-22T10:00:00Z", "a", "{}"));
        HydrateSpec spec = archive.spec("r1", Archive.settings(null, List.of()));
        Hydrated.of(engine, spec, List.of(), Placement.HOT);
        assertThat(archive.state().list("work/")).isNotEmpty();

        new Hydration(engine).clean(spec);

        assertThat(archive.state().list("work/")).isEmpty();
        assertThat(archive.state().listUnfinished("hot/"))
                .extracting(UnfinishedUpload::key)
                .containsExactly("hot/shop/year=2026/month=11/day=22/shop-tx-00.zstd.parquet");
    }

    static String query(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

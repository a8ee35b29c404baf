package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.config.RowSettings;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortByTest {
    @TempDir
    Path folder;

    @Test
    void numbersComeBeforeStringsAndTheMissingLast() throws SQLException {
        Archive archive = new Archive(folder);
        List<Event> events = new ArrayList<>();
        for (String value : List.of(
                "\"b\"",
                "null",
                "10",
                "true",
                "\"a\\u0000\"",
                "-1.5",
                "\"a\"",
                "9",
                "[1]",
                "false",
                "\"\"",
                "1e400",
                "-0")) {
            events.add(Event.of("2026-11-22T10:00:00Z", "{\"n\":" + events.size() + ",\"k\":" + value + "}"));
        }
        events.add(Event.of("2026-11-22T10:00:00Z", "{\"n\":13}"));
        archive.land(events);

        assertThat(order(archive, WorkSizes.DEFAULT, "k")).isEqualTo("9 3 5 12 7 2 11 10 6 4 0 8 1 13");
    }

    @Test
    void theOrderIsTheSameHoweverLittleFitsInMemory() throws SQLException {
        Archive archive = new Archive(folder);
        Random random = new Random(3);
        for (int s = 0; s < 3; s++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int n = s * 300 + i;
                events.add(Event.of(
                        "2026-11-22T10:00:00Z",
                        "{\"n\":" + n + ",\"o\":{\"k\":" + random.nextInt(40) + "},\"s\":\"" + random.nextInt(3)
                                + "\"}"));
            }
            archive.land(events);
        }

        String inMemory = order(archive, WorkSizes.DEFAULT, "/s", "/o/k");

        assertThat(order(archive, new WorkSizes(1 << 20, 2000, 1 << 20, 1 << 20), "/s", "/o/k"))
                .isEqualTo(inMemory);
        assertThat(BuildTest.query("select string_agg(n, ' ' order by s, o.k, n) from '" + folder.resolve("lake/shop")
                        + "/*/*/*/shop-tx4096-00.zstd.parquet'"))
                .as("sorted by DuckDB")
                .isEqualTo(inMemory);
    }

    private String order(Archive archive, WorkSizes work, String... fields) throws SQLException {
        RowSettings plain = Archive.settings(null, List.of());
        RowSettings settings = new RowSettings(
                plain.eventTime(),
                plain.id(),
                plain.dedupe(),
                List.of(fields),
                plain.pins(),
                plain.rename(),
                plain.hide(),
                plain.maxColumns());
        String txid = "tx" + (work.buffer() == WorkSizes.DEFAULT.buffer() ? 4096 : work.buffer());
        Hydrated hydrated = Hydrated.of(
                new ThreadsEngine(2),
                archive.spec("r" + txid, settings, work, archive.segments()),
                List.of(),
                Placement.LAKE,
                txid);
        hydrated.complete(archive);
        return BuildTest.query("select string_agg(n, ' ') from '"
                + folder.resolve("lake").resolve(hydrated.files().get(0).key()) + "'");
    }
}

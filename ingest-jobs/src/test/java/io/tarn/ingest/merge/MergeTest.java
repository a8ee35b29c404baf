package io.tarn.ingest.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.columnar.FileSizes;
import io.tarn.columnar.WrittenFile;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.engine.EngineException;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive;
import io.tarn.ingest.hydrate.Archive.Event;
import io.tarn.ingest.hydrate.Hydrated;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private final ThreadsEngine engine = new ThreadsEngine(2);

    @TempDir
    Path folder;

    @Test
    void makesOneFileOfManyWithTheRowsInTheirOrder() throws SQLException {
        Archive archive = new Archive(folder);
        MergeSpec spec = spec(archive, hot(archive, 5));

        List<FileEntry> merged = new Merge(engine).stage(List.of(spec)).get(0);

        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).root()).isEqualTo(Root.LAKE);
        assertThat(merged.get(0).key()).isEqualTo("shop/year=2026/month=11/day=22/shop-seal-00.zstd.parquet");
        assertThat(merged.get(0).rows()).isEqualTo(500);
        assertThat(merged.get(0).undated()).isEqualTo(50);
        assertThat(archive.lake().list("")).isEmpty();
        Hydrated.complete(archive, merged);
        assertThat(query("select string_agg(n, ',') = (select string_agg(range, ',') from range(500)) from '"
                        + folder.resolve("lake/shop") + "/**/*.parquet'"))
                .isEqualTo("true");
    }

    @Test
    void refusesWhenRowsAreMissingAndLeavesNothingStaged() {
        Archive archive = new Archive(folder);
        List<FileEntry> inputs = new ArrayList<>(hot(archive, 2));
        FileEntry first = inputs.get(0);
        inputs.set(
                0,
                new FileEntry(first.root(), first.key(), first.size(), first.crc32c(), 101, first.undated(), 1, null));

        assertThatThrownBy(() -> new Merge(engine).stage(List.of(spec(archive, inputs))))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("does not balance: 201 rows went in and 200 came out");
        assertThat(archive.lake().listUnfinished("")).isEmpty();
    }

    @Test
    void sharesUndatedRowsOutSoThatTheirSumStays() {
        List<FileEntry> inputs = List.of(entry(100, 7), entry(50, 50), entry(30, 1));

        assertThat(MergeTask.undated(inputs, List.of(written(0, 180)))).containsExactly(58);
        assertThat(MergeTask.undated(inputs, List.of(written(0, 100), written(1, 80))))
                .containsExactly(7, 51);
        assertThat(MergeTask.undated(inputs, List.of(written(0, 90), written(1, 90))))
                .satisfies(shares -> assertThat(shares[0] + shares[1]).isEqualTo(58));
    }

    private static FileEntry entry(long rows, long undated) {
        return new FileEntry(Root.STATE, "k", 1, "00000000", rows, undated, 1, null);
    }

    private static WrittenFile written(int index, long rows) {
        return new WrittenFile(index, rows, 1, "00000000");
    }

    /** One hot file per hydrate, of 100 rows, every tenth without an event time. */
    private List<FileEntry> hot(Archive archive, int hydrates) {
        List<FileEntry> files = new ArrayList<>();
        for (int h = 0; h < hydrates; h++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String at = i % 10 == 0 ? "" : ",\"at\":\"2026-11-22\"";
                events.add(Event.of("2026-11-22T10:00:00Z", "{\"n\":" + (h * 100 + i) + at + "}"));
            }
            String key = archive.land(events).key();
            files.addAll(Hydrated.of(
                            engine,
                            archive.hydrate("r" + h, Archive.settings("/at", List.of()), List.of(key)),
                            List.of(),
                            Placement.HOT,
                            "tx" + h)
                    .complete(archive)
                    .files());
        }
        return files;
    }

    private MergeSpec spec(Archive archive, List<FileEntry> inputs) {
        return new MergeSpec(
                archive.lake().location(),
                archive.state().location(),
                "shop",
                LocalDate.parse("2026-11-22"),
                "seal",
                Root.LAKE,
                inputs,
                Hydrated.of(
                                engine,
                                archive.spec("schema", Archive.settings("/at", List.of())),
                                List.of(),
                                Placement.HOT)
                        .schema(),
                FileSizes.DEFAULT);
    }

    private static String query(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

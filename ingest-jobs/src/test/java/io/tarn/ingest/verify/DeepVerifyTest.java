package io.tarn.ingest.verify;

import static io.tarn.ingest.verify.TinyLake.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.config.RowSettings;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deep verification must be able to fail: each fault is planted and named. */
final class DeepVerifyTest {
    private static final TableSchema SCHEMA =
            new TableSchema(1, 1, new Struct(List.of(column("id", Scalar.BIGINT), column("name", Scalar.STRING))));
    private static final MessageType PARQUET = MessageTypeParser.parseMessageType("message orders {"
            + " optional int64 id; optional binary name (UTF8); optional binary _rest (UTF8);"
            + " optional group tarn { optional binary event_id (UTF8); optional int64 received_at (TIMESTAMP(MICROS,true));"
            + " optional binary segment (UTF8); optional int64 seq; optional int64 hash; } }");

    @TempDir
    Path folder;

    private TinyLake lake;

    @BeforeEach
    void fourEvents() throws IOException {
        lake = new TinyLake(folder, SCHEMA, PARQUET, TinyLake.settings(List.of(), List.of()))
                .archive(
                        "{\"id\":1,\"name\":\"a\"}",
                        "{\"id\":2,\"name\":\"b\",\"x\":{\"y\":1e999999999}}",
                        "{\"id\":3}",
                        "{\"id\":")
                .quarantine(3);
    }

    private static void right(Group row, long seq) {
        row.append("id", seq + 1);
        if (seq < 2) {
            row.append("name", seq == 0 ? "a" : "b");
        }
        if (seq == 1) {
            row.append("_rest", "{\"/x/y\":1e999999999}");
        }
    }

    @Test
    void a_right_lake_is_clean() throws IOException {
        lake.publish(List.of(0L, 1L, 2L), 0, DeepVerifyTest::right);
        assertThat(lake.deep()).isEmpty();
    }

    @Test
    void a_key_may_be_longer_than_jackson_takes_by_itself() throws IOException {
        String key = "k".repeat(60_000);
        lake = new TinyLake(folder.resolve("long"), SCHEMA, PARQUET, TinyLake.settings(List.of(), List.of()))
                .archive("{\"" + key + "\":1}");
        lake.publish(List.of(0L), 0, (row, seq) -> row.append("_rest", "{\"/" + key + "\":1}"));
        assertThat(lake.deep()).isEmpty();
    }

    @Test
    void an_id_that_is_no_unicode_text_is_stored_as_the_array_of_it() throws IOException {
        lake = new TinyLake(folder.resolve("odd"), SCHEMA, PARQUET, TinyLake.settings(List.of("/id"), List.of()))
                .archive("{\"id\":\"\\ud800\"}");
        lake.eventId = seq -> "[\"\\ud800\"]";
        lake.publish(List.of(0L), 0, (row, seq) -> row.append("_rest", "{\"/id\":\"\\ud800\"}"));
        assertThat(lake.deep()).isEmpty();
    }

    @Test
    void a_wrong_value_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L), 0, (row, seq) -> {
            if (seq == 0) {
                row.append("id", 7L).append("name", "a");
            } else {
                right(row, seq);
            }
        });
        assertThat(lake.deep()).containsExactly("wrong_value: S:0 /id: archived 1, stored 7");
    }

    @Test
    void a_missing_value_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L), 0, (row, seq) -> {
            if (seq == 1) {
                row.append("id", 2L).append("name", "b");
            } else {
                right(row, seq);
            }
        });
        assertThat(lake.deep()).containsExactly("missing_value: S:1 /x: archived {\"y\":1e999999999}, stored nothing");
    }

    @Test
    void an_extra_value_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L), 0, (row, seq) -> {
            right(row, seq);
            if (seq == 2) {
                row.append("name", "ghost");
            }
        });
        assertThat(lake.deep()).containsExactly("extra_value: S:2 /name: archived nothing, stored \"ghost\" in name");
    }

    @Test
    void a_missing_row_is_named() throws IOException {
        lake.publish(List.of(0L, 2L), 0, DeepVerifyTest::right);
        assertThat(lake.deep())
                .containsExactly("missing_row: S:1 is neither published nor quarantined nor deduplicated: archived "
                        + "{\"id\":2,\"name\":\"b\",\"x\":{\"y\":1e999999999}}");
    }

    @Test
    void an_extra_row_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L, 2L), 0, DeepVerifyTest::right);
        assertThat(lake.deep()).containsExactly("extra_row: S:2 is published twice");
    }

    @Test
    void a_row_of_no_frame_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L, 9L), 0, (row, seq) -> {
            if (seq < 3) {
                right(row, seq);
            }
        });
        assertThat(lake.deep()).containsExactly("extra_row: S:9: the segment has no such frame");
    }

    @Test
    void a_row_that_is_in_quarantine_too_is_named() throws IOException {
        lake.publish(List.of(0L, 1L, 2L, 3L), 0, (row, seq) -> {
            if (seq < 3) {
                right(row, seq);
            }
        });
        assertThat(lake.deep()).anyMatch(what -> what.equals("extra_row: S:3 is published, and quarantined too"));
    }

    @Test
    void a_row_too_many_among_deduplicated_ones_is_counted() throws IOException {
        lake.publish(List.of(0L, 1L, 2L), 1, DeepVerifyTest::right);
        assertThat(lake.deep())
                .containsExactly(
                        "extra_row: 1 rows of this segment are published although the log counts them as deduplicated");
    }

    @Test
    void a_missing_row_among_deduplicated_ones_is_named_by_its_first_frame() throws IOException {
        TinyLake orders = new TinyLake(
                        folder.resolve("ids"), SCHEMA, PARQUET, TinyLake.settings(List.of("/id"), List.of()))
                .archive("{\"id\":1}", "{\"id\":1}", "{\"id\":2}", "{\"id\":2}");
        orders.eventId = seq -> seq < 2 ? "1" : "2";
        orders.publish(List.of(0L), 2, (row, seq) -> row.append("id", 1L));
        assertThat(orders.deep())
                .containsExactly(
                        "missing_row: S:2 is neither published nor quarantined nor deduplicated: archived {\"id\":2}");
    }

    @Test
    void wrong_provenance_is_named() throws IOException {
        lake.eventId = seq -> seq == 1 ? "w1-e1-0" : "w1-e1-" + seq;
        lake.publish(List.of(0L, 1L, 2L), 0, DeepVerifyTest::right);
        assertThat(lake.deep())
                .containsExactly("wrong_value: S:1 tarn.event_id: archived \"w1-e1-1\", stored \"w1-e1-0\"");
    }

    @Test
    void a_row_of_another_day_is_named() throws IOException {
        RowSettings byTime = new RowSettings(
                new RowSettings.EventTime("at", "epoch-s", "UTC"),
                List.of(),
                new RowSettings.Dedupe(7, RowSettings.OnConflict.AUTO),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of("/at"),
                1000);
        long day = TinyLake.DAY.toEpochDay() * 86_400;
        TinyLake orders = new TinyLake(folder.resolve("days"), SCHEMA, PARQUET, byTime)
                .archive("{\"at\":" + day + "}", "{\"at\":\"" + (day - 1) + "\"}", "{\"at\":1e999999999}")
                .publish(List.of(0L, 1L, 2L), 0, (row, seq) -> {});
        assertThat(orders.deep()).containsExactly("wrong_day: S:1 belongs to 2026-11-19");
    }
}

package io.tarn.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The key grammar of architecture, section 4, word by word; the tests run in a locale with other digits. */
class KeysTest {
    private static final CollectionName ORDERS = new CollectionName("orders");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);
    private static final Instant LATE = Instant.parse("2026-01-02T23:59:59.999999Z");
    private static final SegmentKey SEGMENT = new SegmentKey(ORDERS, DAY, "w1", "e2", 0, 9, 10);

    @Test
    void the_lake_has_partitions_and_files() {
        assertThat(Keys.lakeOf(ORDERS)).isEqualTo("orders/");
        assertThat(Keys.lakePartition(ORDERS, DAY)).isEqualTo("orders/year=2026/month=01/day=02/");
        assertThat(Keys.lakeFile(ORDERS, DAY, "ab", 3))
                .isEqualTo("orders/year=2026/month=01/day=02/orders-ab-03.zstd.parquet");
        assertThat(Keys.lakePartition(ORDERS, LocalDate.of(7, 12, 31))).isEqualTo("orders/year=0007/month=12/day=31/");
    }

    @Test
    void the_state_has_one_prefix_for_each_stage() {
        assertThat(Keys.archiveOf(ORDERS, DAY)).isEqualTo("archive/orders/received=2026-01-02/");
        assertThat(Keys.logRecord(ORDERS, 42)).isEqualTo("log/orders/000000000042.json");
        assertThat(Keys.logTail(ORDERS)).isEqualTo("log/orders/tail.json");
        assertThat(Keys.head(ORDERS, DAY)).isEqualTo("heads/orders/2026-01-02.json");
        assertThat(Keys.hotFile(ORDERS, DAY, "ab", 0))
                .isEqualTo("hot/orders/year=2026/month=01/day=02/orders-ab-00.zstd.parquet");
        assertThat(Keys.waitingFile(ORDERS, DAY, "ab", 12)).isEqualTo("waiting/orders/2026-01-02/ab-12.parquet");
        assertThat(Keys.ids(ORDERS, DAY, "ab")).isEqualTo("ids/orders/2026-01-02/ab");
        assertThat(Keys.quarantine(ORDERS, DAY, "ab", 1)).isEqualTo("quarantine/orders/received=2026-01-02/ab-01.avro");
        assertThat(Keys.schema(ORDERS, 7)).isEqualTo("schemas/orders/v000007.json");
        assertThat(Keys.settings(ORDERS, 2)).isEqualTo("settings/orders/v000002.json");
        assertThat(Keys.imports(ORDERS, "0f")).isEqualTo("imports/orders/0f.json");
        assertThat(Keys.workOf(ORDERS, "ab")).isEqualTo("work/orders/ab/");
        assertThat(Keys.report(LATE, "run1")).isEqualTo("reports/2026/01/02/run1.json");
        assertThat(Keys.catalogTable(ORDERS)).isEqualTo("catalog/orders.json");
    }

    @Test
    void an_arrival_lies_under_its_hour_in_utc() {
        assertThat(Keys.arrivalsOf(LATE)).isEqualTo("arrivals/2026-01-02T23/");
        assertThat(Keys.arrival(LATE, SEGMENT))
                .isEqualTo("arrivals/2026-01-02T23/orders/received=2026-01-02/w1-e2-0-9-10.avro");
    }

    @Test
    void log_records_sort_by_number() {
        assertThat(List.of(
                        Keys.logRecord(ORDERS, 2),
                        Keys.logRecord(ORDERS, 10),
                        Keys.logRecord(ORDERS, 999_999_999_999L)))
                .isSorted();
        assertThat(Keys.logRecord(ORDERS, 999_999_999_999L)).isLessThan(Keys.logTail(ORDERS));
    }

    @Test
    void a_segment_says_in_its_key_what_it_holds() {
        assertThat(SEGMENT.key()).isEqualTo("archive/orders/received=2026-01-02/w1-e2-0-9-10.avro");
        assertThat(SEGMENT.name()).isEqualTo("w1-e2-0-9-10.avro");
        assertThat(SegmentKey.parse(SEGMENT.key())).hasValue(SEGMENT);
    }

    @Test
    void foreign_objects_are_no_segments() {
        String good = SEGMENT.key();
        for (String foreign : List.of(
                "",
                "archive/orders/received=2026-01-02/_SUCCESS",
                good + ".tmp",
                "x/" + good,
                good.replace("orders", "Orders"),
                good.replace("orders", "quarantine"),
                good.replace("2026-01-02", "2026-02-30"),
                good.replace("w1-e2-0-9-10", "w1-e2-00-9-10"),
                good.replace("w1-e2-0-9-10", "w1-e2-0-9-11"),
                good.replace("w1-e2-0-9-10", "w1-e2-9-0-1"),
                good.replace("w1-e2-0-9-10", "w1-e2-0-9-0"),
                good.replace("w1-e2-0-9-10", "w1-e2-0-9"),
                good.replace("w1-e2-0-9-10", "w1-e2-0-99999999999999999999-1"),
                good.replace("w1-e2-0-9-10", "w1-e2-٠-9-10"))) {
            assertThat(SegmentKey.parse(foreign)).as(foreign).isEqualTo(Optional.empty());
        }
    }
}

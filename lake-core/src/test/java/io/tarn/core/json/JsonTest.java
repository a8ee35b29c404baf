package io.tarn.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.SeqRange;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Upload;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogTail;
import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.PartTag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00.123456Z");
    private static final Owner OWNER = new Owner("host", 42, NOW, NOW);
    private static final FileEntry STAGED = new FileEntry(
            FileEntry.Root.LAKE,
            "orders/year=2026/month=11/day=22/orders-ab-00.zstd.parquet",
            12,
            "0a0b0c0d",
            3,
            1,
            7,
            new Upload("u1", List.of(new PartTag(1, "t", 12))));

    @Test
    void a_head_comes_back_as_it_was() {
        roundTrip(new Head(
                "orders",
                "2026-11-22",
                3,
                Head.State.SEALING,
                5,
                List.of(STAGED.completed()),
                List.of(),
                NOW,
                new Pending("tx", Pending.Kind.SEAL, true, List.of(STAGED), List.of("hot/x")),
                List.of(),
                null,
                7,
                1,
                NOW,
                OWNER));
    }

    @Test
    void a_log_record_comes_back_as_it_was() {
        roundTrip(new LogRecord(
                4,
                "tx",
                "orders",
                7,
                1,
                List.of(new LogRecord.SegmentOutcome("archive/s", 10, 7, 1, 2, 1, 3)),
                List.of(new LogRecord.DayOutcome(
                        "2026-11-22", LogRecord.Placement.WAITING, 7, List.of(STAGED), List.of("archive/s"))),
                List.of(new DerivedObject("quarantine/q", 9, "00000000", 1)),
                List.of(),
                List.of("ids/old"),
                new LogRecord.Retry(
                        new TreeMap<>(Map.of("archive/s", List.of(new SeqRange(3, 5), new SeqRange(9, 15)))),
                        List.of(new DerivedObject("quarantine/old", 9, "00000000", 12))),
                NOW,
                OWNER));
    }

    @Test
    void a_log_tail_comes_back_as_it_was() {
        roundTrip(new LogTail(9, 8, List.of(new DerivedObject("ids/i", 1, "ffffffff", 2))));
    }

    @Test
    void settings_come_back_as_they_were() {
        roundTrip(new RowSettings(
                new RowSettings.EventTime("/ts", "iso8601", "UTC"),
                List.of("/id", "/n"),
                new RowSettings.Dedupe(7, RowSettings.OnConflict.AUTO),
                List.of(),
                new TreeMap<>(Map.of("/amount", "decimal(18,2)")),
                new TreeMap<>(Map.of("/usr", "user")),
                List.of("/password"),
                1000));
    }

    @Test
    void a_report_has_the_names_of_the_interface_and_comes_back_as_it_was() {
        RunReport report = new RunReport(
                "r1",
                "done",
                1.5,
                "spark",
                new RunReport.SparkUsage("app", 2, 0.25),
                List.of(new DayAction("orders", "2026-11-22", "sealed", "sealed", 1, 1, 10, null)),
                List.of(new Balance("orders", 3, 1, 1, 1, 0, 0, 0, 0)),
                List.of(),
                List.of());

        assertThat(new String(Json.write(report), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"balance\":[{\"balanced\":true,\"collection\":\"orders\",\"conflicts\":0,\"deduplicated\":1,"
                                + "\"erased\":0,\"pending\":0,\"published\":1,\"quarantined\":1,\"received\":3,\"undated\":0}],"
                                + "\"days\":[{\"action\":\"sealed\",\"bytes\":10,\"collection\":\"orders\",\"day\":\"2026-11-22\","
                                + "\"files\":1,\"reason\":null,\"rows\":1,\"state\":\"sealed\"}],\"engine\":\"spark\",\"problems\":[],"
                                + "\"repaired\":[],\"run\":\"r1\",\"seconds\":1.5,\"spark\":{\"application\":\"app\",\"executor_cpu_seconds\":0.25,"
                                + "\"tasks\":2},\"status\":\"done\",\"crc32c\":\"");
        roundTrip(report);
    }

    @Test
    void instants_days_and_enums_are_text() {
        record Value(Instant at, LocalDate day, Head.State state, Map<LocalDate, Integer> byDay) {}
        Value value = new Value(NOW, LocalDate.of(2026, 1, 2), Head.State.OPEN, Map.of(LocalDate.of(2026, 1, 3), 1));

        assertThat(new String(Json.write(value), StandardCharsets.UTF_8))
                .startsWith("{\"at\":\"2026-11-22T18:00:00.123456Z\",\"by_day\":{\"2026-01-03\":1},"
                        + "\"day\":\"2026-01-02\",\"state\":\"open\",\"crc32c\":\"");
        roundTrip(value);
    }

    @Test
    void no_byte_of_a_document_can_change_or_go_unseen() {
        LogTail tail = new LogTail(9, 8, List.of(new DerivedObject("ids/i", 1, "ffffffff", 2)));
        for (byte[] whole : List.of(Json.write(tail), Json.writeIndented(tail))) {
            assertThat(Json.read(whole, LogTail.class, "t")).isEqualTo(tail);
            for (int i = 0; i < whole.length; i++) {
                for (int flip = 1; flip < 256; flip++) {
                    byte[] damaged = whole.clone();
                    damaged[i] ^= (byte) flip;
                    assertThatThrownBy(() -> Json.read(damaged, LogTail.class, "t"))
                            .isInstanceOf(TarnException.class);
                }
                byte[] cut = Arrays.copyOf(whole, i);
                assertThatThrownBy(() -> Json.read(cut, LogTail.class, "t")).isInstanceOf(TarnException.class);
            }
        }
    }

    @Test
    void a_document_that_somebody_wrote_by_hand_needs_no_checksum() {
        assertThat(Json.read("{\"last\":1,\"done\":1,\"ids\":[]}", LogTail.class, "t"))
                .isEqualTo(new LogTail(1, 1, List.of()));
    }

    @Test
    void an_unknown_key_is_refused_with_the_name_of_the_object() {
        assertThatThrownBy(() ->
                        Json.read("{\"last\":1,\"done\":1,\"ids\":[],\"more\":1}", LogTail.class, "log/a/tail.json"))
                .isInstanceOf(TarnException.class)
                .hasMessage(
                        "'log/a/tail.json' cannot be read: Unrecognized field \"more\" (class io.tarn.core.log.LogTail),"
                                + " not marked as ignorable. It is damaged or of a newer version of Tarn: use that version, or run"
                                + " 'tarn verify'")
                .extracting(e -> ((TarnException) e).exitCode())
                .isEqualTo(ExitCode.INTEGRITY);
    }

    @Test
    void what_is_missing_repeated_cut_or_of_another_type_is_refused() {
        for (String damaged : List.of(
                "{\"last\":1,\"ids\":[]}",
                "{\"last\":1,\"last\":1,\"done\":1,\"ids\":[]}",
                "{\"last\":1,\"done\":1,\"ids\":[",
                "{\"last\":\"1\",\"done\":1,\"ids\":[]}",
                "{\"last\":1,\"done\":1,\"ids\":[]} {}",
                "{\"last\":null,\"done\":1,\"ids\":[]}",
                "null",
                "")) {
            assertThatThrownBy(() -> Json.read(damaged, LogTail.class, "tail"))
                    .as(damaged)
                    .isInstanceOf(TarnException.class)
                    .hasMessageStartingWith("'tail' cannot be read: ");
        }
    }

    @Test
    void an_enum_that_is_not_known_is_refused() {
        record Value(Head.State state) {}

        assertThatThrownBy(() -> Json.read("{\"state\":\"frozen\"}", Value.class, "head"))
                .hasMessageContaining("not one of its values");
    }

    private static void roundTrip(Object value) {
        byte[] bytes = Json.write(value);

        assertThat(Json.read(bytes, value.getClass(), "test")).isEqualTo(value);
        assertThat(Json.write(Json.read(bytes, value.getClass(), "test"))).isEqualTo(bytes);
    }
}

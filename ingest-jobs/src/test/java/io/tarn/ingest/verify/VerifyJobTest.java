package io.tarn.ingest.verify;

import static io.tarn.ingest.verify.TinyLake.DAY;
import static io.tarn.ingest.verify.TinyLake.ORDERS;
import static io.tarn.ingest.verify.TinyLake.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.report.Balance;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.TableSchema;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.FileCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each number of the balance has its own source, so that whatever is taken away shows. */
final class VerifyJobTest {
    private static final TableSchema SCHEMA = new TableSchema(1, 1, new Struct(List.of(column("id", Scalar.BIGINT))));
    private static final MessageType PARQUET = MessageTypeParser.parseMessageType("message orders {"
            + " optional int64 id; optional group tarn { optional binary event_id (UTF8);"
            + " optional int64 received_at (TIMESTAMP(MICROS,true)); optional binary segment (UTF8);"
            + " optional int64 seq; optional int64 hash; } }");

    @TempDir
    Path folder;

    private TinyLake lake;

    @BeforeEach
    void threeRowsAndABrokenLine() throws IOException {
        lake = new TinyLake(folder, SCHEMA, PARQUET, TinyLake.settings(List.of(), List.of()))
                .archive("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":")
                .quarantine(3)
                .publish(List.of(0L, 1L, 2L), 0, (row, seq) -> row.append("id", seq + 1));
        String location = lake.lake.location().uri();
        location = (location.endsWith("/") ? location : location + "/") + Keys.lakePartition(ORDERS, DAY);
        show(location);
    }

    private void show(String location) {
        CatalogPartition partition = new CatalogPartition(location, 1, "t1", null);
        new FileCatalog(lake.state)
                .publish(
                        ORDERS,
                        List.of(DAY),
                        (table, days) -> CatalogChange.setting(1, Map.of(DAY.toString(), partition)));
    }

    private VerifyReport verify(long spooled) {
        return verify(spooled, VerifyMode.QUICK, s -> {});
    }

    private VerifyReport verify(long spooled, VerifyMode mode, Consumer<String> progress) {
        VerifyJob.Spool spool = new VerifyJob.Spool() {
            @Override
            public long frames(CollectionName collection) {
                return spooled;
            }

            @Override
            public List<CollectionName> collections() {
                return List.of();
            }
        };
        VerifyJob job = new VerifyJob(
                lake.state,
                c -> lake.lake,
                new FileCatalog(lake.state),
                spool,
                folder.resolve("verify"),
                Clock.systemUTC(),
                progress);
        return job.run(new VerifyRequest(Set.of(), mode));
    }

    /** With a segment that lands, and more that happens, in each look at the collection; that is told its number. */
    private VerifyReport verifyWhile(IntConsumer happens) {
        int[] looks = {0};
        return verify(0, VerifyMode.QUICK, line -> {
            if (line.contains("segment")) {
                int look = ++looks[0];
                arrive("e" + look);
                happens.accept(look);
            }
        });
    }

    private void arrive(String epoch) {
        try {
            lake.archive(new SegmentKey(ORDERS, DAY, "w2", epoch, 0, 0, 1), "{\"id\":1}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path published() {
        return folder.resolve("lake").resolve(Keys.lakeFile(ORDERS, DAY, "t1", 0));
    }

    private static List<String> kinds(VerifyReport report) {
        return report.problems().stream().map(Problem::kind).distinct().sorted().toList();
    }

    @Test
    void a_right_lake_balances_and_passes() {
        VerifyReport report = verify(0);
        assertThat(report.problems()).isEmpty();
        assertThat(report.balance()).containsExactly(new Balance("orders", 4, 3, 1, 0, 0, 0, 0, 0));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void spooled_frames_are_received_and_pending() {
        assertThat(verify(5).balance()).containsExactly(new Balance("orders", 9, 3, 1, 0, 0, 5, 0, 0));
    }

    @Test
    void one_row_less_does_not_balance() throws IOException {
        Files.delete(published());
        Files.delete(folder.resolve("lake/_tarn").resolve(Keys.head(ORDERS, DAY)));
        Files.delete(folder.resolve("lake/_tarn").resolve(Keys.logRecord(ORDERS, 1)));
        Files.delete(folder.resolve("lake/_tarn").resolve(Keys.logTail(ORDERS)));
        lake.publish(List.of(0L, 2L), 0, (row, seq) -> row.append("id", seq + 1));

        VerifyReport report = verify(0);
        assertThat(report.balance()).containsExactly(new Balance("orders", 4, 2, 1, 0, 0, 0, 0, 0));
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_lost_file_does_not_balance_and_is_named() throws IOException {
        Files.delete(published());
        VerifyReport report = verify(0);
        assertThat(report.balance().get(0).balanced()).isFalse();
        assertThat(kinds(report)).containsExactly("missing_file");
    }

    @Test
    void a_lost_segment_does_not_balance_and_is_named() throws IOException {
        Files.delete(folder.resolve("lake/_tarn").resolve(lake.segment.key()));
        VerifyReport report = verify(0);
        assertThat(report.balance()).containsExactly(new Balance("orders", 0, 3, 1, 0, 0, 0, 0, 0));
        assertThat(kinds(report)).containsExactly("missing_segment");
    }

    @Test
    void a_lost_quarantine_object_does_not_balance_and_is_named() throws IOException {
        Files.delete(folder.resolve("lake/_tarn").resolve(lake.quarantine.key()));
        VerifyReport report = verify(0);
        assertThat(report.balance()).containsExactly(new Balance("orders", 4, 3, 0, 0, 0, 0, 0, 0));
        assertThat(kinds(report)).containsExactly("missing_object");
    }

    @Test
    void a_foreign_file_beside_published_ones_is_named() throws IOException {
        Files.writeString(published().resolveSibling("notes.csv"), "a,b");
        Files.createDirectories(folder.resolve("lake/holidays"));
        Files.writeString(folder.resolve("lake/holidays/a.parquet"), "a,b");
        assertThat(verify(0).problems())
                .extracting(Problem::object)
                .containsExactly(Keys.lakePartition(ORDERS, DAY) + "notes.csv", "holidays/");
    }

    @Test
    void a_truncated_file_is_named() throws IOException {
        byte[] bytes = Files.readAllBytes(published());
        Files.write(published(), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(kinds(verify(0))).containsExactly("damaged_file", "wrong_size");
    }

    @Test
    void a_catalog_that_points_elsewhere_is_named() {
        show("file:///elsewhere/");
        assertThat(kinds(verify(0))).containsExactly("catalog");
    }

    @Test
    void a_missing_log_record_is_named() throws IOException {
        Files.delete(folder.resolve("lake/_tarn").resolve(Keys.logRecord(ORDERS, 1)));
        VerifyReport report = verify(0);
        assertThat(kinds(report)).containsExactly("log_gap");
        assertThat(report.balance().get(0).balanced()).isFalse();
    }

    @Test
    void what_is_seen_once_of_a_collection_that_never_stands_still_is_a_note() {
        VerifyReport report = verifyWhile(look -> {
            if (look == 5) {
                delete(published());
            }
        });
        assertThat(report.problems()).isEmpty();
        assertThat(report.balance()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("its balance is not known"));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void what_is_seen_twice_of_a_collection_that_never_stands_still_is_a_problem() {
        VerifyReport report = verifyWhile(look -> {
            if (look == 4) {
                delete(published());
            }
        });
        assertThat(kinds(report)).containsExactly("missing_file");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_collection_that_never_stands_still_may_balance_all_the_same() {
        VerifyReport report = verifyWhile(look -> {});
        assertThat(report.balance()).singleElement().matches(Balance::balanced);
        assertThat(report.notes()).anyMatch(note -> note.contains("it changed during each of 5 attempts"));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void deep_verification_leaves_nothing_in_the_folder_for_its_work() {
        verify(0, VerifyMode.DEEP, s -> {});
        assertThat(folder.resolve("verify")).isEmptyDirectory();
    }

    @Test
    void without_a_schema_version_rows_are_not_compared_and_that_is_told() throws IOException {
        Files.delete(folder.resolve("lake/_tarn").resolve(Keys.schema(ORDERS, 1)));
        VerifyReport report = verify(0, VerifyMode.DEEP, s -> {});
        assertThat(report.problems()).singleElement().matches(problem -> Keys.schema(ORDERS, 1)
                .equals(problem.object()));
        assertThat(report.notes()).anyMatch(note -> note.contains("rows were not compared with their events"));
    }

    @Test
    void a_document_that_cannot_be_read_is_a_problem_and_the_rest_is_looked_at() throws IOException {
        for (String key : List.of(
                Keys.head(ORDERS, DAY), Keys.logRecord(ORDERS, 1), Keys.logTail(ORDERS), Keys.catalogTable(ORDERS))) {
            Path object = folder.resolve("lake/_tarn").resolve(key);
            byte[] whole = Files.readAllBytes(object);
            byte[] damaged = whole.clone();
            damaged[whole.length / 2] ^= 1;
            Files.write(object, damaged);
            assertThat(verify(0).problems())
                    .anyMatch(problem -> problem.kind().equals("damaged_object") && key.equals(problem.object()));
            Files.write(object, whole);
        }
        assertThat(verify(0).problems()).isEmpty();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_segment_that_was_not_announced_is_announced_once() throws IOException {
        TinyLake other =
                new TinyLake(folder.resolve("other"), SCHEMA, PARQUET, TinyLake.settings(List.of(), List.of()));
        Files.createDirectories(folder.resolve("other"));
        other.archive("{\"id\":1}");
        lake = other;
        assertThat(verify(0).notes()).anyMatch(note -> note.contains("1 archived segment had no arrival note"));
        assertThat(other.state.list(Keys.ARRIVALS)).hasSize(1);
        assertThat(verify(0).notes()).isEmpty();
    }

    @Test
    void what_only_has_a_segments_name_is_not_merely_pending() throws IOException {
        Path archived = folder.resolve("lake/_tarn").resolve(lake.segment.key());
        Path named = archived.resolveSibling("w2-e1-0-0-1.avro");
        String key = folder.resolve("lake/_tarn").relativize(named).toString();
        for (byte[] content : List.of(new byte[0], "no Avro".getBytes(UTF_8), Files.readAllBytes(archived))) {
            Files.write(named, content);
            for (VerifyMode mode : VerifyMode.values()) {
                VerifyReport report = verify(0, mode, s -> {});
                assertThat(report.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo("foreign_object");
                    assertThat(problem.object()).isEqualTo(key);
                });
                assertThat(report.balance()).containsExactly(new Balance("orders", 5, 3, 1, 0, 0, 1, 0, 0));
            }
        }
    }

    @Test
    void a_segment_that_waits_with_a_damaged_header_is_named() throws IOException {
        TinyLake other =
                new TinyLake(folder.resolve("other"), SCHEMA, PARQUET, TinyLake.settings(List.of(), List.of()));
        other.archive("{\"id\":1}");
        lake = other;
        assertThat(verify(0).problems()).isEmpty();
        Path object = folder.resolve("other/lake/_tarn").resolve(other.segment.key());
        byte[] bytes = Files.readAllBytes(object);
        bytes[0] ^= 1;
        Files.write(object, bytes);
        assertThat(kinds(verify(0))).containsExactly("damaged_segment");
    }
}

package io.tarn.columnar;

import static io.tarn.columnar.Events.plain;
import static io.tarn.columnar.Events.schema;
import static io.tarn.columnar.Events.struct;
import static io.tarn.columnar.Events.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Decimal;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Timestamp;
import io.tarn.schema.TableSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB, which shares no code with parquet-java, reads what we write. */
class DuckReadsTest {
    private static final TableSchema SCHEMA = schema(
            plain("b", Scalar.BOOL),
            plain("n", Scalar.BIGINT),
            variant("n", Variant.STRING, Scalar.STRING),
            plain("d", Scalar.DOUBLE),
            plain("s", Scalar.STRING),
            plain("day", Scalar.DATE),
            plain("t", new Timestamp("iso8601", "UTC")),
            plain("small", new Decimal(9, 2)),
            plain("medium", new Decimal(18, 2)),
            plain("large", new Decimal(38, 2)),
            plain("o", struct(plain("x", Scalar.BIGINT), plain("in", struct(plain("y", Scalar.STRING))))),
            plain("l", new Array(new Array(Scalar.BIGINT))),
            plain(
                    "items",
                    new Array(struct(plain("sku", Scalar.STRING), variant("sku", Variant.BIGINT, Scalar.BIGINT)))),
            plain("m", new MapOf(false)));

    @TempDir
    Path folder;

    @Test
    void every_type_reads_as_it_was_written() throws Exception {
        MemoryFiles files = new MemoryFiles();
        Events.write(
                SCHEMA,
                List.of(),
                Events.LARGE,
                files,
                List.of(
                        "{\"b\":true,\"n\":7,\"d\":1.5,\"s\":\"é\\n\",\"day\":\"2024-02-29\",\"t\":\"2024-02-29T12:00:00.000001Z\","
                                + "\"small\":1.25,\"medium\":-123456789012.5,\"large\":99999999999999999999.99,"
                                + "\"o\":{\"x\":1,\"in\":{\"y\":\"z\"}},\"l\":[[1,2],[],null,[null]],"
                                + "\"items\":[{\"sku\":\"a\"},{\"sku\":5},null],\"m\":{\"k\":\"v\",\"e\":null}}",
                        "{\"n\":\"seven\",\"o\":{},\"l\":[],\"items\":[],\"m\":{},\"extra\":[1]}",
                        "{}"));
        Path file = write(files, 0);
        assertThat(query("SELECT b, n, n__string, d, s, day, t, small, medium, large FROM '" + file + "'"))
                .containsExactly(
                        "true|7|null|1.5|é\n|2024-02-29|2024-02-29 12:00:00.000001+00|1.25|-123456789012.50|99999999999999999999.99",
                        "null|null|seven|null|null|null|null|null|null|null",
                        "null|null|null|null|null|null|null|null|null|null");
        assertThat(query("SELECT o, l, items, m, _rest FROM '" + file + "'"))
                .containsExactly(
                        "{'x': 1, 'in': {'y': z}}|[[1, 2], [], NULL, [NULL]]|"
                                + "[{'sku': a, 'sku__bigint': NULL}, {'sku': NULL, 'sku__bigint': 5}, NULL]|{k=v, e=NULL}|null",
                        "{'x': NULL, 'in': NULL}|[]|[]|{}|{\"/extra\":[1]}",
                        "null|null|null|null|null");
        assertThat(query("SELECT tarn.event_id, tarn.received_at, tarn.segment, tarn.seq, tarn.hash FROM '" + file
                        + "'"))
                .contains("e1|2023-11-14 22:13:21.123456+00|seg/0|1|31");
        assertThat(query("SELECT typeof(t), typeof(large), typeof(m) FROM '" + file + "' LIMIT 1"))
                .containsExactly("TIMESTAMP WITH TIME ZONE|DECIMAL(38,2)|MAP(VARCHAR, VARCHAR)");
    }

    @Test
    void predicates_find_their_rows_through_statistics_and_indexes() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            events.add("{\"n\":" + i + ",\"s\":\"key" + i % 1_000 + "\",\"d\":" + i + ".5,\"l\":[[" + i + "]]}");
        }
        MemoryFiles files = new MemoryFiles();
        Events.write(SCHEMA, List.of(), new FileSizes(8 << 20, 120_000), files, events);
        Path file = write(files, 0);
        assertThat(query("SELECT count(DISTINCT row_group_id) > 2 FROM parquet_metadata('" + file + "')"))
                .containsExactly("true");
        assertThat(query("SELECT n FROM '" + file + "' WHERE n = 31234")).containsExactly("31234");
        assertThat(query("SELECT n FROM '" + file + "' WHERE d BETWEEN 49999 AND 50000"))
                .containsExactly("49999");
        assertThat(query("SELECT count(*) FROM '" + file + "' WHERE s = 'key77' AND n > 25000"))
                .containsExactly("25");
        assertThat(query("SELECT count(*), min(n), max(n), sum(l[1][1]) FROM '" + file + "'"))
                .containsExactly("50000|0|49999|1249975000");
    }

    @Test
    void merged_files_read_the_same() throws Exception {
        MemoryFiles parts = new MemoryFiles();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add("{\"n\":" + i + ",\"o\":{\"x\":" + i + "},\"items\":[{\"sku\":\"s" + i
                    + "\"},{}],\"m\":{\"k\":\"" + i + "\"}}");
        }
        Events.write(SCHEMA, List.of(), new FileSizes(20_000, 10_000), parts, events);
        assertThat(parts.files.size()).isGreaterThan(2);
        MemoryFiles merged = new MemoryFiles();
        ParquetMerge.merge(parts.sources(), SCHEMA, Events.LARGE, Map.of(), merged);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < parts.files.size(); i++) {
            paths.add("'" + write(parts, i) + "'");
        }
        String columns = "SELECT n, o, items, m, tarn FROM ";
        List<String> before = query(columns + "read_parquet([" + String.join(",", paths) + "])");
        Path file = folder.resolve("merged.parquet");
        Files.write(file, merged.bytes(0));
        assertThat(query(columns + "'" + file + "'")).hasSize(3_000).isEqualTo(before);
    }

    private Path write(MemoryFiles files, int index) throws Exception {
        Path file = folder.resolve("file" + index + ".parquet");
        Files.write(file, files.bytes(index));
        return file;
    }

    private List<String> query(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            statement.execute("SET threads=1");
            try (ResultSet result = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM (" + sql + ")")) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
        }
        return rows;
    }
}

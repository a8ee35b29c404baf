package io.tarn.orchestration.athena;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.aws.servers.GlueServer;
import io.tarn.aws.servers.S3Server;
import io.tarn.aws.servers.TrinoServer;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What Athena would see: Trino reads the tables in Glue, every column of them, and DuckDB the same files. */
final class TrinoReadsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final GlueServer glue = GlueServer.shared();
    private final S3Server s3 = S3Server.shared();
    private final TrinoServer.Catalog trino = TrinoServer.shared().over(glue, s3);
    private final String database = glue.newDatabase();
    private Tarn tarn;

    @BeforeEach
    void aLakeInABucket() throws IOException {
        String bucket = s3.newBucket();
        tarn = new Tarn(folder);
        tarn.file(
                "tarn.yaml",
                "lake: {uri: \"s3://%s/events\", region: us-east-1, profile: %s, endpoint: \"%s\"}"
                        .formatted(bucket, S3Server.ROOT, s3.endpoint()),
                "spool: spool",
                "engine: {type: threads}",
                "catalog: {type: glue, database: %s, region: us-east-1, endpoint: \"%s\"}"
                        .formatted(database, glue.endpoint()),
                "collections:",
                "  orders:",
                "    event-time: {field: /at, format: iso8601}",
                "    schema: {pins: {/at: timestamp, /price: \"decimal(18,2)\", /on: date}}");
    }

    private void land(String name, String... lines) throws IOException {
        assertThat(tarn.run("land", "orders", tarn.file(name, lines).toString()).exit())
                .isZero();
    }

    private void compact(String... arguments) {
        List<String> all = new ArrayList<>(List.of("compact"));
        all.addAll(List.of(arguments));
        Tarn.Ran ran = tarn.run(all.toArray(new String[0]));
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    void every_column_reads_as_the_files_have_it_also_under_predicates_and_after_the_schema_grew() throws Exception {
        land("first.ndjson", """
                {"at":"2026-11-19T01:02:03.123Z","n":1,"x":1.5,"s":"a'b","ok":true,"price":12.50,"on":"2026-01-02","item":{"sku":"A","n":1},"tags":["x","y"],"parts":[{"k":1},{"k":2}]}""", """
                {"at":"2026-11-19T23:59:59Z","n":9007199254740993,"x":-0.25,"s":"é漢","ok":false,"item":{"sku":null},"tags":[]}""", """
                {"at":"2026-11-20T00:00:00Z","n":-7,"s":"","parts":[]}""");
        compact();
        readsTheSame(); // an open day's hot files
        compact("--seal-open");
        readsTheSame();
        land("second.ndjson", """
                {"at":"2026-11-20T05:00:00.5Z","n":2.5,"x":3,"s":17,"ok":"maybe","price":"dear","item":{"sku":"B","n":2,"more":{"deep":[1,2]}},"parts":[{"k":3,"l":"new"}]}""", """
                {"at":"2026-11-21T05:00:00Z","n":"many","item":"none","tags":{"a":1},"fresh":1.25,"later":[[1],[2,3]]}""");
        compact();
        readsTheSame(); // fractions among integers, a grown struct, variants; late rows still wait
        compact("--seal-open");
        readsTheSame();
        assertThat(trino.query(database, "SELECT count(*) FROM orders WHERE day = '20'")
                        .rows())
                .isEqualTo(List.of(List.of("2")));
        theView();
    }

    /** As a person would make it, from what the command prints. */
    private void theView() {
        String view = tarn.run("schema", "ddl", "orders", "--view").out().strip();
        trino.query(database, view.substring(0, view.length() - 1));
        assertThat(trino.query(database, "SELECT n FROM orders_view WHERE dt > DATE '2026-11-19' ORDER BY \"at\"")
                        .rows())
                .isEqualTo(List.of(List.of("-7"), List.of("2.5E0"), List.of("many")));
    }

    private void readsTheSame() throws IOException, SQLException {
        TrinoServer.Result shape = trino.query(database, "SELECT * FROM orders LIMIT 0");
        assertThat(shape.columns())
                .contains("tarn", "_rest", "year", "month", "day")
                .hasSizeGreaterThan(10);
        assertThat(byTrino(shape.columns())).isEqualTo(byDuckDb(shape.columns()));
        for (int i = 0; i < shape.columns().size(); i++) {
            if (!shape.types().get(i).matches("(row|array|map).*")) {
                predicates('"' + shape.columns().get(i) + '"', shape.types().get(i));
            }
        }
    }

    /** A predicate is pushed into the Parquet reader, an aggregate is not; both must count the same. */
    private void predicates(String column, String type) {
        List<List<String>> some = trino.query(
                        database,
                        "SELECT CAST(max(" + column + ") AS varchar) FROM orders WHERE " + column + " IS NOT NULL")
                .rows();
        @Nullable String newest = some.get(0).get(0);
        if (newest == null) {
            return; // nothing of it anywhere
        }
        String value = "CAST('" + newest.replace("'", "''") + "' AS " + type + ")";
        for (String operator : List.of(" = ", " < ")) {
            String predicate = column + operator + value;
            assertThat(trino.query(database, "SELECT count(*) FROM orders WHERE " + predicate)
                            .rows())
                    .as(predicate)
                    .isEqualTo(trino.query(database, "SELECT count_if(" + predicate + ") FROM orders")
                            .rows());
        }
    }

    /** Values by place of the row and column. */
    private Map<String, JsonNode> byTrino(List<String> columns) throws IOException {
        String all = columns.stream()
                .map(column -> ", json_format(CAST(\"" + column + "\" AS JSON))")
                .collect(Collectors.joining());
        Map<String, JsonNode> values = new TreeMap<>();
        for (List<String> row : trino.query(
                        database, "SELECT tarn.segment || '#' || CAST(tarn.seq AS varchar)" + all + " FROM orders")
                .rows()) {
            for (int i = 0; i < columns.size(); i++) {
                values.put(row.get(0) + " " + columns.get(i), plain(row.get(i + 1)));
            }
        }
        return values;
    }

    /** Each file by itself, since a file that was written before a column came has none of it. */
    private Map<String, JsonNode> byDuckDb(List<String> columns) throws IOException, SQLException {
        Map<String, JsonNode> values = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            for (Path file : fetched()) {
                String from =
                        " FROM read_parquet('" + file + "', hive_partitioning = true, hive_types_autocast = false)";
                Set<String> there = columns(statement, from);
                String all = columns.stream()
                        .map(column -> there.contains(column) ? ", to_json(\"" + column + "\")::VARCHAR" : ", NULL")
                        .collect(Collectors.joining());
                ResultSet rows = statement.executeQuery("SELECT tarn.segment || '#' || tarn.seq::VARCHAR" + all + from);
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        values.put(rows.getString(1) + " " + columns.get(i), plain(rows.getString(i + 2)));
                    }
                }
            }
        }
        return values;
    }

    private static Set<String> columns(Statement statement, String from) throws SQLException {
        Set<String> columns = new HashSet<>();
        ResultSet rows = statement.executeQuery("DESCRIBE SELECT *" + from);
        while (rows.next()) {
            columns.add(rows.getString(1));
        }
        return columns;
    }

    /** The files that Glue's partitions lead to, in folders that say the day. */
    private List<Path> fetched() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Partition partition : glue.somebody()
                .getPartitions(r -> r.databaseName(database).tableName("orders"))
                .partitions()) {
            URI location = URI.create(partition.storageDescriptor().location());
            List<String> day = partition.values();
            Path to = folder.resolve("read/year=%s/month=%s/day=%s".formatted(day.get(0), day.get(1), day.get(2)));
            Files.createDirectories(to);
            for (S3Object object : s3.root()
                    .listObjectsV2(r -> r.bucket(location.getHost())
                            .prefix(location.getPath().substring(1)))
                    .contents()) {
                Path file = to.resolve(Path.of(object.key()).getFileName());
                if (!Files.exists(file)) {
                    s3.root().getObject(r -> r.bucket(location.getHost()).key(object.key()), file);
                }
                files.add(file);
            }
        }
        return files;
    }

    /** Numbers by value, and points in time to the millisecond, as Trino has them. */
    private static JsonNode plain(String json) throws IOException {
        return json == null ? JSON.nullNode() : plain(JSON.readTree(json));
    }

    private static JsonNode plain(JsonNode value) {
        if (value.isObject()) {
            var object = JSON.createObjectNode();
            // A field that a file does not have is null for Trino.
            value.properties().stream()
                    .filter(of -> !of.getValue().isNull())
                    .forEach(of -> object.set(of.getKey(), plain(of.getValue())));
            return object;
        }
        if (value.isArray()) {
            var array = JSON.createArrayNode();
            value.forEach(element -> array.add(plain(element)));
            return array;
        }
        if (value.isFloatingPointNumber()) {
            return JSON.getNodeFactory().textNode("number " + value.asDouble());
        }
        if (value.isTextual()
                && value.asText().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(\\+00)?")) {
            LocalDateTime at =
                    LocalDateTime.parse(value.asText().replace(' ', 'T').replace("+00", ""));
            return JSON.getNodeFactory()
                    .textNode(
                            at.plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return value;
    }
}

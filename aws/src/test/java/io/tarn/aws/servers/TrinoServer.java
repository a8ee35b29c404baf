package io.tarn.aws.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trino with its Hive connector, which stands for Athena; one process for each JVM, started when first asked for and
 * ended with it. Thread-safe: each question has a connection of its own.
 */
public final class TrinoServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String REGION = "us-east-1";

    private final AtomicInteger made = new AtomicInteger();
    private final int port;

    private TrinoServer() throws IOException {
        this.port = Servers.freePort();
        Servers.start("trino/start", port);
    }

    /** Rows of values as text; null is null. */
    public record Result(List<String> columns, List<String> types, List<List<String>> rows) {}

    /** A catalog; what Trino says of its queries is an exception with Trino's words. */
    public record Catalog(TrinoServer server, String name) {
        public Result query(String database, String sql) {
            JsonNode answer = server.ask(Map.of("catalog", name, "schema", database, "sql", sql));
            List<List<String>> rows = new ArrayList<>();
            answer.get("rows").forEach(row -> rows.add(texts(row)));
            return new Result(texts(answer.get("columns")), texts(answer.get("types")), rows);
        }
    }

    private static final class Shared {
        static final TrinoServer SERVER = begin();

        private static TrinoServer begin() {
            try {
                return new TrinoServer();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The server of this JVM; where it cannot be installed the test is skipped, but with CI=true it fails. */
    public static TrinoServer shared() {
        Servers.install("trino");
        return Shared.SERVER;
    }

    /** A new catalog of the Hive connector over the tables of Glue and files in S3; it may do everything there. */
    public Catalog over(GlueServer glue, S3Server s3) {
        String name = "catalog_" + made.incrementAndGet();
        Map<String, String> properties = Map.ofEntries(
                entry("hive.metastore", "glue"),
                entry("hive.metastore.glue.endpoint-url", glue.endpoint()),
                entry("hive.metastore.glue.region", REGION),
                entry("hive.metastore.glue.aws-access-key", "test"),
                entry("hive.metastore.glue.aws-secret-key", "test"),
                entry("fs.s3.enabled", "true"),
                entry("s3.endpoint", s3.endpoint()),
                entry("s3.region", REGION),
                entry("s3.path-style-access", "true"),
                entry("s3.aws-access-key", S3Server.ACCOUNT),
                entry("s3.aws-secret-key", S3Server.ROOT_SECRET));
        ask(Map.of("catalog", name, "properties", properties));
        return new Catalog(this, name);
    }

    private JsonNode ask(Map<String, Object> question) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, UTF_8);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            out.println(JSON.writeValueAsString(question));
            JsonNode answer = JSON.readTree(in.readLine());
            if (answer.has("error")) {
                throw new IllegalStateException(
                        question.get("sql") + ": " + answer.get("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.isNull() ? null : value.asText()));
        return texts;
    }
}

import static io.trino.testing.TestingSession.testSessionBuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.plugin.hive.HivePlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trino with its Hive connector in one process, which tests take for Athena. Run from source by Java 25: {@code start} does.
 *
 * <p>It listens at PORT of the loopback interface, prints "ready", and ends when its standard input does. A connection sends
 * a line of JSON at a time and gets a line back; several connections are served at once.
 *
 * <pre>
 * {"catalog": "one", "properties": {"hive.metastore": "glue", …}}    → {}
 * {"sql": "SELECT …", "catalog": "one", "schema": "events"}          → {"columns": ["a"], "types": ["bigint"], "rows": [["1"], [null]]}
 *                                                                    → {"error": "…"}
 * </pre>
 *
 * Values are text, as Trino's Java objects write themselves: cast in SQL what is to be compared.
 */
final class Trino {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Trino() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // its logs must not come between
        DistributedQueryRunner trino = DistributedQueryRunner.builder(testSessionBuilder().build())
                .setWorkerCount(0)
                .build();
        trino.installPlugin(new HivePlugin());
        ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(Trino::endWithInput);
        out.println("ready");
        while (true) {
            Socket socket = server.accept();
            Thread.ofPlatform().daemon().start(() -> serve(trino, socket));
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(0);
    }

    private static void serve(DistributedQueryRunner trino, Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(JSON.writeValueAsString(answer(trino, JSON.readTree(line))));
            }
        } catch (IOException gone) {
            // whoever asked does so no more
        }
    }

    private static Map<String, Object> answer(DistributedQueryRunner trino, JsonNode asked) {
        try {
            return asked.has("sql") ? query(trino, asked) : open(trino, asked);
        } catch (RuntimeException e) {
            StringBuilder why = new StringBuilder();
            for (Throwable at = e; at != null; at = at.getCause()) {
                why.append(why.isEmpty() ? "" : " <- ").append(at.getMessage());
            }
            return Map.of("error", why.toString());
        }
    }

    private static Map<String, Object> open(DistributedQueryRunner trino, JsonNode asked) {
        Map<String, String> properties = new HashMap<>();
        asked.get("properties")
                .properties()
                .forEach(of -> properties.put(of.getKey(), of.getValue().asText()));
        trino.createCatalog(asked.get("catalog").asText(), "hive", properties);
        return Map.of();
    }

    private static Map<String, Object> query(DistributedQueryRunner trino, JsonNode asked) {
        MaterializedResult result = trino.execute(
                testSessionBuilder()
                        .setCatalog(asked.get("catalog").asText())
                        .setSchema(asked.get("schema").asText())
                        .build(),
                asked.get("sql").asText());
        if (result.getUpdateType().isPresent()) {
            return Map.of("columns", List.of(), "types", List.of(), "rows", List.of());
        }
        List<List<String>> rows = new ArrayList<>();
        for (MaterializedRow row : result.getMaterializedRows()) {
            List<String> values = new ArrayList<>();
            row.getFields().forEach(value -> values.add(value == null ? null : String.valueOf(value)));
            rows.add(values);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("columns", result.getColumnNames());
        answer.put("types", result.getTypes().stream().map(type -> type.getDisplayName()).toList());
        answer.put("rows", rows);
        return answer;
    }
}

package io.tarn.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.aws.servers.S3Server;
import io.tarn.orchestration.Tarn.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The main path on a real S3 server: the lake in a customer's bucket with seven rights, the state in one of ours. */
final class S3PathIT {
    private static S3Server server;

    @TempDir
    Path folder;

    private String lake;
    private String state;
    private String customer;

    @BeforeAll
    static void start() {
        server = S3Server.shared();
    }

    @BeforeEach
    void twoBucketsOfTwoPeople() throws IOException {
        lake = server.newBucket();
        state = server.newBucket();
        customer = server.newUser();
        server.allow(customer, lake, S3Server.SEVEN);
        String operator = server.newUser();
        server.allow(operator, state, List.of("s3:*"));
        Files.write(
                folder.resolve("tarn.yaml"),
                List.of(
                        "lake: {uri: \"s3://%s/events\", profile: %s, endpoint: \"%s\", expected-owner: \"%s\"}"
                                .formatted(lake, customer, server.endpoint(), S3Server.ACCOUNT),
                        "state: {uri: \"s3://%s/tarn\", profile: %s, endpoint: \"%s\"}"
                                .formatted(state, operator, server.endpoint()),
                        "spool: spool",
                        "engine: threads",
                        "collections:",
                        "  orders: {event-time: {field: /at, format: iso8601}}"));
        Files.write(
                folder.resolve("orders.ndjson"),
                List.of(
                        "{\"at\":\"2026-11-20T10:00:00Z\",\"id\":9007199254740993,\"amount\":1.10}",
                        "{\"at\":\"2026-11-20T11:00:00Z\",\"id\":2,\"amount\":2.5}",
                        "{\"at\":\"2026-11-21T10:00:00Z\",\"id\":3,\"amount\":0}",
                        "{\"at\":\u001b[31mred",
                        "{\"id\":4}"));
    }

    private Ran tarn(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(1, List.of("--config", folder.resolve("tarn.yaml").toString()));
        return Tarn.bare(all.toArray(new String[0]));
    }

    private Ran done(String... args) {
        Ran ran = tarn(args);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran;
    }

    @Test
    void what_lands_is_published_and_verified_and_late_rows_follow() throws IOException {
        done("land", "orders", folder.resolve("orders.ndjson").toString());
        done("compact", "--seal-open");

        JsonNode verified = done("verify", "--deep", "--json").json();
        assertThat(verified.get("problems")).isEmpty();
        assertThat(verified.get("balance").get(0).get("published").asLong()).isEqualTo(4);
        assertThat(lakeKeys())
                .hasSize(3)
                .allMatch(key -> key.matches(
                        "events/orders/year=2026/month=11/day=\\d\\d/orders-[0-9a-f]+-00\\.zstd\\.parquet"));

        Path late = Files.writeString(
                folder.resolve("late.ndjson"), "{\"at\":\"2026-11-20T12:00:00Z\",\"id\":5,\"amount\":9.5}\n");
        done("land", "orders", late.toString());
        done("compact", "--seal-open");
        verified = done("verify", "--deep", "--json").json();
        assertThat(verified.get("balance").get(0).get("published").asLong()).isEqualTo(5);
        assertThat(lakeKeys()).hasSize(4);
        assertThat(server.root().listMultipartUploads(list -> list.bucket(lake)).uploads())
                .isEmpty();
    }

    @Test
    void what_reads_directories_only_says_so() {
        done("land", "orders", folder.resolve("orders.ndjson").toString());
        done("compact", "--seal-open");

        Ran refused = tarn("query", "SELECT count(*) FROM orders");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("cannot be read by this command: it reads directories only");
    }

    @Test
    void without_a_right_the_command_names_it_with_exit_6_and_goes_on_when_it_is_granted() {
        done("land", "orders", folder.resolve("orders.ndjson").toString());
        server.allow(customer, lake, S3Server.allBut("s3:PutObject"));

        Ran denied = tarn("compact", "--seal-open");
        assertThat(denied.exit()).as(denied.err()).isEqualTo(6);
        assertThat(denied.err()).contains("s3:PutObject is needed", lake);

        server.allow(customer, lake, S3Server.SEVEN);
        done("compact", "--seal-open");
        assertThat(done("verify", "--deep", "--json").json().get("problems")).isEmpty();
    }

    private List<String> lakeKeys() {
        return server.root().listObjectsV2Paginator(list -> list.bucket(lake)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}

package io.tarn.orchestration.badinput;

import static io.tarn.orchestration.badinput.BadInput.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.Sha256;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import io.tarn.orchestration.Tarn.Ran;
import io.tarn.orchestration.badinput.Landed.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that producers give, and events of the largest size, which need a look of their own. */
final class ProducedEventsIT {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Rows({91, 92, 93, 94})
    @Test
    void an_event_is_known_by_its_id_and_another_payload_is_set_aside() throws IOException {
        Landed landed = new Landed(folder);
        send(JANUARY, "produced", event("a", "{'v':1}"), event("a", "{ 'v' :1}"), event("a", "{'v':2}"));
        send(JANUARY, "produced", event("", "{'v':3}"), event("", "{'v':3}"), event("x".repeat(10_000), "{'v':4}"));
        send(
                JANUARY,
                "produced",
                event("\u00e9\u200b\ud83d\ude00", "{'v':5}"),
                event("1", "{'v':6}"),
                event("01", "{'v':6}"));
        send(JANUARY.plusSeconds(2 * 86_400), "produced", event("a", "{'v':1}"));
        send(JANUARY.plusSeconds(40 * 86_400), "produced", event("a", "{'v':1}"));
        send(JANUARY, "others", event("a", "{'v':1}"));
        landed.settle(List.of("produced", "others"));

        List<Fate> all = landed.all();
        assertThat(all.stream().filter(each -> each.aside() != null).map(each -> each.aside()
                        .reason()))
                .containsExactly(Reason.ID_CONFLICT);
        assertThat(all.stream()
                        .filter(each -> each.aside() != null)
                        .map(each -> new String(each.aside().bytes(), UTF_8)))
                .containsExactly("{\"v\":2}");
        assertThat(all.stream().filter(each -> each.row() == null && each.aside() == null))
                .hasSize(2);
        Ran ids = landed.tarn().run("query", "--json", "SELECT tarn.event_id AS id FROM produced WHERE v IN (4, 5)");
        assertThat(ids.json().findValuesAsText("id"))
                .containsExactlyInAnyOrder("x".repeat(10_000), "\u00e9\u200b\ud83d\ude00");
    }

    /** Of larger ones the beginning, the length and the digest are kept. */
    @Rows({76, 77, 78})
    @Test
    void large_events_are_rows_up_to_the_cap() throws IOException {
        Landed landed = new Landed(folder, "capped: {max-event-size: 1MiB}");
        int cap = 1 << 20;
        byte[] over = ofLength(cap + 1);
        landed.land(
                "capped",
                List.of(),
                List.of(
                        landed.file("less.ndjson", ofLength(cap - 1)),
                        landed.file("cap.ndjson", ofLength(cap)),
                        landed.file("over.ndjson", over),
                        landed.file("over.json", over)));
        landed.land("large", List.of(), List.of(landed.file("large.ndjson", ofLength(21 << 20))));
        landed.settle(List.of("capped"));
        JsonNode lengths = landed.tarn()
                .run(
                        "query",
                        "--json",
                        "SELECT length(a) AS n FROM capped UNION ALL SELECT length(a) FROM large ORDER BY n")
                .json();
        assertThat(lengths.findValuesAsText("n"))
                .containsExactly(
                        Integer.toString(cap - 9), Integer.toString(cap - 8), Integer.toString((21 << 20) - 8));
        JsonNode aside = landed.tarn()
                .run("quarantine", "show", "capped", "--json")
                .json()
                .get("quarantine");
        assertThat(aside.findValuesAsText("reason")).containsExactly("too_large", "too_large");
        for (JsonNode each : aside) {
            byte[] kept = each.get("bytes").binaryValue();
            assertThat(kept).isEqualTo(Arrays.copyOf(over, 64 << 10));
        }
        for (String file : List.of("over.ndjson", "over.json")) {
            assertThat(landed.ofFile(file).get(0).aside().headers())
                    .containsEntry(Frame.FULL_LENGTH, Integer.toString(cap + 1))
                    .containsEntry(Frame.FULL_SHA256, sha256(over));
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    private static Event event(String id, String json) {
        return Event.of(json(json)).withId(id);
    }

    private static byte[] ofLength(int length) {
        return json("{'a':'" + "x".repeat(length - 8) + "'}");
    }

    private void send(Instant now, String collection, Event... events) {
        LandingConfig config = LandingConfig.of(folder.resolve("lake")).withClock(Clock.fixed(now, ZoneOffset.UTC));
        try (LandingWriter writer = LandingWriter.open(config)) {
            for (Event event : events) {
                writer.append(collection, event).join().orThrow();
            }
        }
    }
}

package io.tarn.orchestration.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.Tarn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void configure() throws IOException {
        tarn = new Tarn(folder);
    }

    @Test
    void before_the_first_run_there_is_nothing_to_report() {
        assertThat(tarn.run("report").out()).isEqualTo("There was no run yet. Start one: tarn compact\n");
        assertThat(tarn.run("report", "--json").json().get("reports")).isEmpty();
    }

    @Test
    void a_run_is_reported_in_the_words_it_was_printed_in() throws IOException {
        assertThat(tarn.run("land", "orders", tarn.file("a.ndjson", "{\"a\":1}").toString())
                        .exit())
                .isZero();
        JsonNode compacted = tarn.run("compact", "--seal-open", "--json").json();
        String run = compacted.get("run").asText();
        assertThat(tarn.run("report", run, "--json").json()).isEqualTo(compacted);
        assertThat(tarn.run("report", "--json").json().get("reports")).containsExactly(compacted);
        assertThat(tarn.run("report").out()).contains(run, "done", "threads", "sealed");
        assertThat(tarn.run("report", run.substring(10)).out())
                .contains("orders: received 1 = published 1", "Run " + run + ": done in");
    }

    @Test
    void the_newest_are_listed_first_across_days_and_years() {
        store("2025-12-31T23:59:59Z", "20251231t235959-a");
        store("2026-01-01T00:00:00Z", "20260101t000000-a");
        store("2026-02-10T00:00:00Z", "20260210t000000-a");
        store("2026-02-10T08:00:00Z", "20260210t080000-b");
        assertThat(tarn.run("report", "--limit", "3", "--json")
                        .json()
                        .get("reports")
                        .findValuesAsText("run"))
                .containsExactly("20260210t080000-b", "20260210t000000-a", "20260101t000000-a");
        assertThat(tarn.run("report", "--limit", "9").out().lines()).hasSize(5);
        assertThat(tarn.run("report", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void a_run_that_is_not_known_or_not_clear_is_wrong_usage() {
        store("2026-02-10T00:00:00Z", "20260210t000000-a");
        store("2026-02-10T08:00:00Z", "20260210t080000-b");
        Tarn.Ran unknown = tarn.run("report", "x");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo("tarn: Run 'x' is not known: no report has that name. 'tarn report' lists the newest\n");
        Tarn.Ran several = tarn.run("report", "20260210");
        assertThat(several.exit()).isEqualTo(2);
        assertThat(several.err()).contains("2 have that in their name, as 20260210t000000-a, 20260210t080000-b");
    }

    private void store(String at, String run) {
        ObjectStore state = Stores.open(Stores.local(folder.resolve("lake/_tarn")));
        RunReport report =
                new RunReport(run, "nothing", 0.1, "threads", null, List.of(), List.of(), List.of(), List.of());
        assertThat(state.create(Keys.report(Instant.parse(at), run), Json.write(report)))
                .isTrue();
    }
}

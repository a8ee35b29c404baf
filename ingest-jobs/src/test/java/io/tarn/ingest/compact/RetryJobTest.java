package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.report.Balance;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.compact.RetryReport.ByReason;
import io.tarn.ingest.lease.Leases;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.LiveQuarantine;
import io.tarn.ingest.plan.Urgency;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.schema.SettingsRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetryJobTest {
    private static final RetryRequest ALL = RetryRequest.all(World.SHOP);
    private static final String TOO_DEEP = "{\"id\":9,\"x\":" + "[".repeat(70) + "]".repeat(70) + "}";

    private static final CompactRequest AT_ONCE = CompactRequest.ALL.urgency(Urgency.AT_ONCE);

    @TempDir
    Path folder;

    private World world;
    private LocalDate today;

    @BeforeEach
    void begin() {
        world = new World(folder);
        today = world.clock.today();
    }

    @Test
    void a_second_payload_under_a_known_id_becomes_deduplicated_once_the_settings_say_so() {
        settings("quarantine");
        SegmentKey segment = world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}", "{\"id\":2}", "broken");
        compact();
        assertThat(quarantined()).containsExactly("3 invalid_json broken", "1 id_conflict {\"id\":1,\"v\":2}");

        settings("deduplicate");
        RetryReport report = retry(ALL);

        assertThat(report.status()).isEqualTo("done");
        assertThat(report.tried()).isEqualTo(2);
        assertThat(report.published()).isZero();
        assertThat(report.deduplicated()).isEqualTo(1);
        assertThat(report.reasons())
                .containsExactly(new ByReason("invalid_json", 1, 1), new ByReason("id_conflict", 1, 0));
        assertThat(quarantined()).containsExactly("3 invalid_json broken");
        assertThat(rows()).containsExactly(row(today, segment, 0), row(today, segment, 2));
        settled();
    }

    @Test
    void a_second_payload_becomes_a_row_once_another_id_tells_the_two_apart() {
        settings(Map.of("id", "/id", "dedupe.on-conflict", "quarantine"));
        SegmentKey segment = world.land(today, "{\"id\":1,\"n\":1}", "{\"id\":1,\"n\":2}", "broken");
        compact();

        settings(Map.of("id", "[/id, /n]", "dedupe.on-conflict", "quarantine"));
        RetryReport report = retry(ALL);

        assertThat(report.published()).isEqualTo(1);
        assertThat(report.logRecord()).isEqualTo(2);
        assertThat(report.days()).containsExactly(new RetryReport.Day(today.toString(), "open", 1, 0));
        assertThat(rows()).containsExactly(row(today, segment, 0), row(today, segment, 1));
        assertThat(quarantined()).containsExactly("2 invalid_json broken");
        settled();
    }

    @Test
    void what_is_published_by_a_retry_is_known_to_the_look_back_from_then_on() {
        SegmentKey first = world.landDamaged(today, "{\"id\":1}", "{\"id\":2}");
        settings(Map.of("id", "/id"));
        compact();
        assertThat(rows()).isEmpty();
        world.restore(first, "{\"id\":1}", "{\"id\":2}");
        assertThat(retry(ALL).published()).isEqualTo(2);

        SegmentKey second = world.land(today, "{\"id\":2}", "{\"id\":3}");
        compact();

        assertThat(rows()).containsExactlyInAnyOrder(row(today, first, 0), row(today, first, 1), row(today, second, 1));
        settled();
    }

    @Test
    void a_retried_event_never_displaces_the_row_that_was_published_while_it_was_set_aside() {
        SegmentKey first = world.landDamaged(today, "{\"id\":1}", "{\"id\":2}");
        settings(Map.of("id", "/id"));
        compact();
        SegmentKey second = world.land(today, "{\"id\":2}");
        compact();
        world.restore(first, "{\"id\":1}", "{\"id\":2}");

        RetryReport report = retry(ALL);

        assertThat(report.published()).isEqualTo(1);
        assertThat(report.deduplicated()).isEqualTo(1);
        assertThat(rows()).containsExactlyInAnyOrder(row(today, first, 0), row(today, second, 0));
        settled();
    }

    @Test
    void a_segment_that_is_still_damaged_stays_set_aside_and_leaves_no_record() {
        world.landDamaged(today, "{\"id\":1}", "{\"id\":2}");
        compact();

        RetryReport report = retry(ALL);

        assertThat(report.status()).isEqualTo("nothing");
        assertThat(report.reasons()).containsExactly(new ByReason("damaged_segment", 2, 2));
        assertThat(log()).hasSize(1);
        assertThat(world.state.list("work/")).isEmpty();
    }

    @Test
    void bytes_in_quarantine_outlive_the_segment_they_came_from() {
        settings("quarantine");
        SegmentKey segment = world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}");
        compact();
        world.state.delete(segment.key());
        settings("deduplicate");

        RetryJob.Result result = world.retry(ALL);

        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.report().problems())
                .containsExactly(
                        "Segment '" + segment.key() + "' cannot be read: there is no such object. What was set "
                                + "aside of it stays so; restore the object, or its version before the damage");
        assertThat(quarantined()).containsExactly("1 id_conflict {\"id\":1,\"v\":2}");
        assertThat(log()).hasSize(1);
    }

    @Test
    void an_event_of_a_sealed_day_waits_and_is_appended() {
        LocalDate day = today.minusDays(3);
        SegmentKey good = world.land(day, "{\"a\":1}");
        SegmentKey bad = world.landDamaged(day, "{\"a\":2}");
        world.compact(AT_ONCE);
        assertThat(Witness.lakeRows(world)).containsExactly(row(day, good, 0));
        world.restore(bad, "{\"a\":2}");

        RetryReport report = retry(ALL);

        assertThat(report.days()).containsExactly(new RetryReport.Day(day.toString(), "sealed", 1, 1));
        assertThat(rows()).containsExactly(row(day, good, 0));
        settled();
        world.compact(AT_ONCE);
        assertThat(Witness.lakeRows(world)).containsExactlyInAnyOrder(row(day, good, 0), row(day, bad, 0));
        settled();
    }

    @Test
    void a_retried_event_goes_to_the_day_that_the_newest_settings_give_it() {
        settings(Map.of("id", "/id", "dedupe.on-conflict", "quarantine"));
        LocalDate day = today.minusDays(20);
        SegmentKey segment = world.land(today, "{\"id\":1}", "{\"id\":1,\"at\":\"" + day + "\"}");
        compact();

        settings(Map.of("id", "[/id, /at]", "event-time.field", "/at", "event-time.format", "iso8601"));
        retry(ALL);

        settled();
        world.compact(AT_ONCE);
        assertThat(rows()).containsExactly(row(day, segment, 1), row(today, segment, 0));
        settled();
    }

    @Test
    void without_a_fix_nothing_changes_and_no_record_is_written() {
        world.land(today, "{\"a\":1}", "broken", TOO_DEEP, "{\"k\":1,\"k\":2}");
        compact();
        List<String> before = quarantined();

        RetryReport report = retry(ALL);

        assertThat(report.status()).isEqualTo("nothing");
        assertThat(report.tried()).isEqualTo(3);
        assertThat(report.logRecord()).isNull();
        assertThat(log()).hasSize(1);
        assertThat(quarantined()).isEqualTo(before);
        settled();
    }

    @Test
    void a_second_retry_changes_nothing() {
        settings("quarantine");
        world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}", "broken");
        compact();
        settings("deduplicate");
        assertThat(retry(ALL).status()).isEqualTo("done");

        assertThat(retry(ALL).status()).isEqualTo("nothing");

        assertThat(log()).hasSize(2);
        settled();
    }

    @Test
    void only_what_is_chosen_is_tried_and_the_rest_is_carried_over_as_it_is() {
        settings("quarantine");
        SegmentKey one = world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}");
        SegmentKey two = world.land(today, "{\"id\":1,\"v\":3}", "broken", "{\"id\":1,\"v\":4}");
        compact();
        settings("deduplicate");

        RetryReport report =
                retry(request(new QuarantineFilter(Reason.ID_CONFLICT, LocalDate.MIN, LocalDate.MAX, two.name())));

        assertThat(report.tried()).isEqualTo(2);
        assertThat(report.deduplicated()).isEqualTo(2);
        assertThat(quarantined())
                .containsExactlyInAnyOrder("1 id_conflict {\"id\":1,\"v\":2}", "1 invalid_json broken");
        assertThat(rows()).containsExactly(row(today, one, 0));
        settled();
        assertThat(retry(request(new QuarantineFilter(null, today.minusDays(9), today.minusDays(1), null)))
                        .tried())
                .isZero();
    }

    @Test
    void a_dry_run_foresees_what_the_retry_does_and_changes_nothing() {
        settings("quarantine");
        world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}", "broken");
        compact();
        settings("deduplicate");

        RetryReport planned = retry(new RetryRequest(World.SHOP, QuarantineFilter.ALL, RetryRequest.Mode.DRY_RUN));

        assertThat(planned.status()).isEqualTo("planned");
        assertThat(log()).hasSize(1);
        settled();
        RetryReport done = retry(ALL);
        assertThat(done.reasons()).isEqualTo(planned.reasons());
        assertThat(done.deduplicated()).isEqualTo(planned.deduplicated());
        assertThat(done.published()).isEqualTo(planned.published());
    }

    @Test
    void the_run_balances_what_was_in_quarantine_and_leaves_a_report() {
        settings("quarantine");
        world.land(today, "{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}", "broken");
        compact();
        settings(Map.of("id", "[/id, /v]"));

        RetryReport report = retry(ALL);

        RunReport written = written(report.run());
        assertThat(written.balance()).containsExactly(new Balance("shop", 1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(written.status()).isEqualTo("done");
    }

    @Test
    void a_collection_that_another_run_holds_is_left_alone() {
        world.land(today, "broken");
        compact();
        Processes other = world.process();
        assertThat(new Leases(world.state, other).take(World.SHOP, "other")).isPresent();

        assertThatThrownBy(() -> retry(ALL)).isInstanceOfSatisfying(TarnException.class, e -> assertThat(e.exitCode())
                .isEqualTo(ExitCode.CONFLICT));
    }

    private static RetryRequest request(QuarantineFilter filter) {
        return new RetryRequest(World.SHOP, filter, RetryRequest.Mode.PUBLISH);
    }

    private RunReport written(String run) {
        for (ObjectStat report : world.state.list(Keys.REPORTS)) {
            if (report.key().contains(run)) {
                byte[] bytes = world.state.read(report.key()).orElseThrow().bytes();
                return Json.read(bytes, RunReport.class, report.key());
            }
        }
        throw new AssertionError("no report of " + run);
    }

    private void settings(String onConflict) {
        settings(Map.of("id", "/id", "dedupe.on-conflict", onConflict));
    }

    /** As {@code tarn schema apply} does. */
    private void settings(Map<String, String> keys) {
        Map<String, String> all = new TreeMap<>();
        keys.forEach((key, value) -> all.put("collections.shop." + key, value));
        world.settings = all;
        SettingsRegistry registry = new SettingsRegistry(world.state);
        int next = registry.newest(World.SHOP).map(newest -> newest.version()).orElse(0) + 1;
        assertThat(registry.commit(
                        World.SHOP, next, world.config().collection(World.SHOP).rows()))
                .isTrue();
    }

    private void compact() {
        CompactResult result = world.compact(CompactRequest.ALL);
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    }

    private RetryReport retry(RetryRequest request) {
        RetryJob.Result result = world.retry(request);
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        return result.report();
    }

    /** Everything balances and is as archived, and nothing is left over. */
    private void settled() {
        assertThat(world.verify(VerifyMode.DEEP)).isEmpty();
        assertThat(world.state.list("work/")).isEmpty();
    }

    private List<String> rows() {
        return Witness.catalogRows(world);
    }

    private static String row(LocalDate day, SegmentKey segment, long seq) {
        return day + " " + segment.name() + "#" + seq;
    }

    private List<LogRecord> log() {
        HydrateLog log = new HydrateLog(world.state, World.SHOP);
        return log.records(0, log.tail().last());
    }

    private List<String> quarantined() {
        List<String> found = new ArrayList<>();
        LiveQuarantine.of(log()).forEach(object -> {
            try (QuarantineReader reader = QuarantineReader.open(world.state, object.key())) {
                for (QuarantinedFrame f = reader.next(); f != null; f = reader.next()) {
                    found.add(f.seq() + " " + f.reason().wireName() + " "
                            + new String(f.bytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return found;
    }
}

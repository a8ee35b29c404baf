package io.tarn.ingest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.config.MergeSettings;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Pending;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.plan.DayPlan.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is due is told by the head and the time that is given, and by nothing else. */
final class DayPlannerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant LAST_SECOND = Instant.parse("2026-11-21T00:59:59Z");
    private static final Instant CLOSED = Instant.parse("2026-11-21T01:00:00Z");
    private static final DayRules RULES = new DayRules(
            Duration.ofHours(1),
            Duration.ofHours(6),
            DayRules.LATE_BYTES,
            DayRules.REST,
            new MergeSettings(8, Duration.ofDays(1)),
            256L << 20,
            Duration.ofHours(4));

    @Test
    void an_open_day_is_sealed_when_it_is_over_and_lateness_has_passed() {
        Head open = head(State.OPEN, List.of(file("hot", 10)), List.of(), null);

        assertThat(plan(open, LAST_SECOND).action()).isEqualTo(Action.NONE);
        assertThat(plan(open, CLOSED).action()).isEqualTo(Action.SEAL);
        assertThat(DayPlanner.plan(open, RULES, Urgency.AT_ONCE, Landing.UNDER_WAY, LAST_SECOND)
                        .action())
                .isEqualTo(Action.SEAL);
    }

    @Test
    void the_plan_of_a_seal_says_what_it_reads() {
        Head open = head(State.OPEN, List.of(file("hot", 10), file("hot2", 20)), List.of(file("late", 5)), CLOSED);

        DayPlan plan = plan(open, CLOSED);

        assertThat(plan.files()).isEqualTo(3);
        assertThat(plan.bytes()).isEqualTo(35);
        assertThat(plan.rows()).isEqualTo(3);
    }

    @Test
    void rows_of_an_import_wait_while_more_may_come_but_not_for_ever() {
        Head waiting = head(State.OPEN, List.of(), List.of(file("late", 5)), CLOSED);

        assertThat(DayPlanner.plan(waiting, RULES, Urgency.WHEN_DUE, Landing.UNDER_WAY, CLOSED.plusSeconds(3599))
                        .action())
                .isEqualTo(Action.WAIT);
        assertThat(DayPlanner.plan(waiting, RULES, Urgency.WHEN_DUE, Landing.UNDER_WAY, CLOSED.plusSeconds(3600))
                        .action())
                .isEqualTo(Action.SEAL);
        assertThat(plan(waiting, CLOSED).action()).isEqualTo(Action.SEAL);
    }

    @Test
    void late_rows_are_appended_by_size_or_by_age() {
        Head small = head(State.SEALED, List.of(file("lake", 10)), List.of(file("late", 5)), CLOSED);
        Head large = head(State.SEALED, List.of(file("lake", 10)), List.of(file("late", 32L << 20)), CLOSED);

        assertThat(plan(small, CLOSED.plus(Duration.ofHours(5))).action()).isEqualTo(Action.WAIT);
        assertThat(plan(small, CLOSED.plus(Duration.ofHours(6))).action()).isEqualTo(Action.APPEND);
        assertThat(plan(large, CLOSED).action()).isEqualTo(Action.APPEND);
    }

    @Test
    void late_files_are_merged_when_they_are_many_and_the_day_was_quiet() {
        Head many = sealed(100_000, 8, 10);
        Head fewer = sealed(100_000, 7, 10);

        assertThat(plan(many, after(Duration.ofDays(1)).minusSeconds(1)).action())
                .isEqualTo(Action.NONE);
        assertThat(plan(fewer, after(Duration.ofDays(1))).action()).isEqualTo(Action.NONE);
        DayPlan plan = plan(many, after(Duration.ofDays(1)));
        assertThat(plan.action()).isEqualTo(Action.MERGE);
        assertThat(plan.due()).isTrue();
        assertThat(plan.reason()).isEqualTo("8 late files");
        assertThat(plan.files()).isEqualTo(9);
        assertThat(plan.bytes()).isEqualTo(100_080);
    }

    @Test
    void late_files_are_merged_when_they_are_a_tenth_of_the_day() {
        assertThat(plan(sealed(900, 1, 100), after(Duration.ofDays(1))).action())
                .isEqualTo(Action.MERGE);
        assertThat(plan(sealed(901, 1, 99), after(Duration.ofDays(1))).action()).isEqualTo(Action.NONE);
    }

    @Test
    void late_files_of_a_good_size_stay() {
        long large = RULES.targetFile() * 8 / 10;

        assertThat(plan(sealed(RULES.targetFile(), 9, large), after(Duration.ofDays(365)))
                        .action())
                .isEqualTo(Action.NONE);
        assertThat(plan(sealed(RULES.targetFile(), 9, large - 1), after(Duration.ofDays(1)))
                        .action())
                .isEqualTo(Action.MERGE);
    }

    @Test
    void a_small_day_of_a_few_files_is_not_left_in_them_for_ever() {
        Head few = sealed(100_000, 1, 10);
        Head large = sealed(RULES.targetFile(), 1, 10);

        assertThat(plan(few, after(Duration.ofDays(7)).minusSeconds(1)).action())
                .isEqualTo(Action.NONE);
        assertThat(plan(few, after(Duration.ofDays(7))).action()).isEqualTo(Action.MERGE);
        assertThat(plan(large, after(Duration.ofDays(365))).action()).isEqualTo(Action.NONE);
    }

    @Test
    void files_of_one_transaction_are_not_late_to_each_other() {
        Head merged = head(
                State.SEALED, List.of(lake("merge", 0, 5), lake("merge", 1, 5), lake("merge", 2, 5)), List.of(), null);

        assertThat(plan(merged, after(Duration.ofDays(365))).action()).isEqualTo(Action.NONE);
    }

    @Test
    void rows_that_wait_are_appended_before_a_day_is_merged() {
        Head late = sealed(100_000, 8, 10);
        Head waiting = head(State.SEALED, late.files(), List.of(file("late", 5)), CLOSED);

        assertThat(plan(waiting, after(Duration.ofHours(5))).action()).isEqualTo(Action.WAIT);
        assertThat(plan(waiting, after(Duration.ofDays(30))).action()).isEqualTo(Action.APPEND);
    }

    @Test
    void a_replaced_day_waits_for_its_readers_and_is_then_brought_to_its_end() {
        Head fresh = head(State.REPLACING, List.of(file("gen", 10)), List.of(), null);
        Head draining = new Head(
                "shop",
                DAY.toString(),
                5,
                State.REPLACING,
                1,
                fresh.files(),
                List.of(),
                null,
                null,
                List.of(lake("old", 0, 10)),
                CLOSED,
                1,
                1,
                CLOSED,
                null);

        assertThat(plan(fresh, CLOSED).action()).isEqualTo(Action.FINISH);
        assertThat(plan(draining, after(RULES.grace()).minusSeconds(1)).action())
                .isEqualTo(Action.WAIT);
        assertThat(plan(draining, after(RULES.grace())).action()).isEqualTo(Action.FINISH);
        assertThat(place(draining, CLOSED, Landing.RESTED)).isEqualTo(Placement.WAITING);
    }

    @Test
    void a_transaction_under_way_comes_first() {
        Head head = head(State.SEALED, List.of(), List.of(file("late", 5)), CLOSED);
        Head pending = new Head(
                head.collection(),
                head.day(),
                4,
                State.SEALED,
                1,
                head.files(),
                head.waiting(),
                CLOSED,
                new Pending("t", Pending.Kind.APPEND, false, List.of(), List.of()),
                List.of(),
                null,
                1,
                1,
                CLOSED,
                null);

        assertThat(plan(pending, CLOSED).action()).isEqualTo(Action.FINISH);
        assertThat(plan(head(State.SEALING, List.of(file("hot", 1)), List.of(), null), CLOSED)
                        .action())
                .isEqualTo(Action.FINISH);
    }

    @Test
    void rows_go_where_their_day_can_take_them() {
        Head open = head(State.OPEN, List.of(file("hot", 10)), List.of(), null);
        Head sealed = head(State.SEALED, List.of(file("lake", 10)), List.of(), null);
        Head sealing = head(State.SEALING, List.of(file("hot", 10)), List.of(), null);
        Head importing = head(State.OPEN, List.of(), List.of(file("late", 5)), CLOSED);

        assertThat(place(null, LAST_SECOND, Landing.RESTED)).isEqualTo(Placement.HOT);
        assertThat(place(null, CLOSED, Landing.RESTED)).isEqualTo(Placement.LAKE);
        assertThat(place(null, CLOSED, Landing.UNDER_WAY)).isEqualTo(Placement.WAITING);
        assertThat(place(open, CLOSED, Landing.RESTED)).isEqualTo(Placement.HOT);
        assertThat(place(sealed, CLOSED, Landing.RESTED)).isEqualTo(Placement.WAITING);
        assertThat(place(sealing, LAST_SECOND, Landing.RESTED)).isEqualTo(Placement.WAITING);
        assertThat(place(importing, CLOSED, Landing.RESTED)).isEqualTo(Placement.WAITING);
    }

    private static Placement place(@Nullable Head head, Instant now, Landing landing) {
        Map<LocalDate, Head> heads = head == null ? Map.of() : Map.of(DAY, head);
        return PlacementPlanner.place(List.of(DAY), heads, RULES, now, landing).get(DAY);
    }

    private static DayPlan plan(Head head, Instant now) {
        return DayPlanner.plan(head, RULES, Urgency.WHEN_DUE, Landing.RESTED, now);
    }

    /** A day sealed into one file, with late ones. */
    private static Head sealed(long size, int late, long lateSize) {
        List<FileEntry> files = new ArrayList<>(List.of(lake("seal", 0, size)));
        for (int i = 0; i < late; i++) {
            files.add(lake("late" + i, 0, lateSize));
        }
        return head(State.SEALED, files, List.of(), null);
    }

    private static FileEntry lake(String txid, int n, long size) {
        String key = Keys.lakeFile(new CollectionName("shop"), DAY, txid, n);
        return new FileEntry(FileEntry.Root.LAKE, key, size, "00000000", 1, 0, 1, null);
    }

    private static Instant after(Duration rest) {
        return CLOSED.plus(rest);
    }

    private static FileEntry file(String key, long size) {
        return new FileEntry(FileEntry.Root.STATE, key, size, "00000000", 1, 0, 1, null);
    }

    private static Head head(
            State state, List<FileEntry> files, List<FileEntry> waiting, @Nullable Instant waitingSince) {
        return new Head(
                "shop",
                DAY.toString(),
                3,
                state,
                1,
                files,
                waiting,
                waitingSince,
                null,
                List.of(),
                null,
                1,
                1,
                CLOSED,
                null);
    }
}

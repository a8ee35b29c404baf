package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.config.RowSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds in every history of events, shown on random ones. */
class SchemaHistoryTest {
    private static final int HISTORIES = 200;

    @Test
    void every_value_with_content_has_a_column_while_the_budget_lasts() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<String> seen = new ArrayList<>();
            for (Step step : history(seed, Given.budget(1_000_000))) {
                seen.addAll(step.events());
                for (String event : seen) {
                    RoutingRule.rest(step.after(), event).forEach((pointer, text) -> assertThat(
                                    RoutingRule.hollow(text))
                            .as("%s: %s at %s of %s in %s", step, text, pointer, event, Given.columns(step.after()))
                            .isTrue());
                }
            }
        }
    }

    @Test
    void a_published_column_keeps_its_place_name_and_type_for_ever() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            for (Step step : history(seed, Given.budget(seed % 2 == 0 ? 1_000 : 25))) {
                assertExtends(
                        step,
                        step.before().root().columns(),
                        step.after().root().columns());
            }
        }
    }

    @Test
    void no_struct_is_empty_and_names_are_legal_and_unique() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            for (Step step : history(seed, Given.budget(seed % 2 == 0 ? 1_000 : 15))) {
                Set<String> names = new HashSet<>(Set.of("_rest", "tarn", "year", "month", "day"));
                assertLegal(step, step.after().root().columns(), names);
            }
        }
    }

    @Test
    void the_budget_holds_in_every_history() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            for (Step step : history(seed, Given.budget(12))) {
                assertThat(step.after().leafColumns()).as(step.toString()).isLessThanOrEqualTo(12);
            }
        }
    }

    @Test
    void the_order_of_events_and_how_they_are_cut_into_segments_do_not_matter() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomEvents random = new RandomEvents(seed);
            List<String> events = random.events(20);
            TableSchema one = SchemaPlanner.next(
                    TableSchema.EMPTY, Given.evidence(events, Given.budget(20)), Given.budget(20), 1);
            Evidence cut = Evidence.NONE;
            List<String> left = new ArrayList<>(events);
            for (int segment = 0; !left.isEmpty(); segment++) {
                List<String> part = new ArrayList<>();
                for (int n = 1 + random.below(4); n > 0 && !left.isEmpty(); n--) {
                    part.add(left.remove(random.below(left.size())));
                }
                cut = cut.merge(Evidence.of("s" + segment, Given.segment(part, Given.DEFAULTS)));
            }
            assertThat(SchemaPlanner.next(TableSchema.EMPTY, cut, Given.budget(20), 1))
                    .as("seed %d", seed)
                    .isEqualTo(one);
        }
    }

    /** One decision of a history. */
    private record Step(long seed, List<String> events, TableSchema before, TableSchema after) {
        @Override
        public String toString() {
            return "seed " + seed + ", version " + after.version();
        }
    }

    private static List<Step> history(long seed, RowSettings settings) {
        RandomEvents random = new RandomEvents(seed);
        List<Step> steps = new ArrayList<>();
        TableSchema schema = TableSchema.EMPTY;
        for (int n = 1 + random.below(5); n > 0; n--) {
            List<String> events = random.events(6);
            TableSchema next = SchemaPlanner.next(schema, Given.evidence(events, settings), settings, 1);
            steps.add(new Step(seed, events, schema, next));
            schema = next;
        }
        return steps;
    }

    private static void assertExtends(Step step, List<Column> before, List<Column> after) {
        assertThat(after).as(step.toString()).hasSizeGreaterThanOrEqualTo(before.size());
        for (int i = 0; i < before.size(); i++) {
            Column was = before.get(i);
            Column is = after.get(i);
            assertThat(new Column(is.name(), is.key(), is.variant(), was.type(), is.pinned()))
                    .as(step.toString())
                    .isEqualTo(was);
            assertThat(TypeText.of(is.type())).as(step.toString()).isEqualTo(TypeText.of(was.type()));
            assertExtends(step, TypeText.fields(was.type()), TypeText.fields(is.type()));
        }
    }

    private static void assertLegal(Step step, List<Column> columns, Set<String> names) {
        for (Column c : columns) {
            assertThat(names.add(c.name())).as("%s: %s twice", step, c.name()).isTrue();
            assertThat(c.name()).as(step.toString()).matches("[a-z0-9_]{1,255}");
            if (TypeText.of(c.type()).contains("struct")) {
                assertThat(TypeText.fields(c.type()))
                        .as("%s: %s", step, c.name())
                        .isNotEmpty();
                assertLegal(step, TypeText.fields(c.type()), new HashSet<>());
            }
        }
    }
}

package io.tarn.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransitionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:30:00Z");
    private static final Owner SELF = new Owner("host", 1, NOW, NOW);
    private static final Owner OTHER = new Owner("host", 2, NOW, NOW);

    @Test
    void a_replacement_takes_all_files_of_the_day_or_none() {
        Head head = day(State.SEALED, List.of("a", "b"), List.of("w"));
        assertThat(Transitions.accepts(head, Kind.REPLACE, Set.of("a", "b"), SELF))
                .isTrue();
        assertThat(Transitions.accepts(head, Kind.REPLACE, Set.of("a"), SELF)).isFalse();
        assertThat(Transitions.accepts(head, Kind.REPLACE, Set.of("a", "b", "c"), SELF))
                .isFalse();
    }

    @Test
    void a_return_takes_all_files_of_the_day_or_none() {
        Head head = day(State.REPLACING, List.of("a", "b"), List.of("w"));
        assertThat(Transitions.accepts(head, Kind.RETURN, Set.of("a", "b"), SELF))
                .isTrue();
        assertThat(Transitions.accepts(head, Kind.RETURN, Set.of("a"), SELF)).isFalse();
        assertThat(Transitions.accepts(head, Kind.RETURN, Set.of("a", "b", "c"), SELF))
                .isFalse();
    }

    @Test
    void an_append_takes_what_waits_and_leaves_what_came_since() {
        Head head = day(State.SEALED, List.of("a"), List.of("v", "w"));
        assertThat(Transitions.accepts(head, Kind.APPEND, Set.of("v"), SELF)).isTrue();
        assertThat(Transitions.accepts(head, Kind.APPEND, Set.of("a"), SELF)).isFalse();
    }

    @Test
    void a_seal_is_that_of_who_began_it() {
        Head head = day(State.SEALING, List.of("a"), List.of("w"));
        assertThat(Transitions.accepts(head, Kind.SEAL, Set.of("a", "w"), SELF)).isTrue();
        assertThat(Transitions.accepts(head, Kind.SEAL, Set.of("a", "w"), OTHER))
                .isFalse();
        assertThat(Transitions.accepts(head, Kind.SEAL, Set.of("a", "b"), SELF)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void each_kind_begins_in_one_state_only(Kind kind) {
        for (State state : State.values()) {
            State begins =
                    switch (kind) {
                        case SEAL -> State.SEALING;
                        case APPEND, REPLACE -> State.SEALED;
                        case RETURN -> State.REPLACING;
                    };
            Set<String> sources = kind == Kind.APPEND ? Set.of("w") : Set.of("a");
            assertThat(Transitions.accepts(day(state, List.of("a"), List.of("w")), kind, sources, SELF))
                    .as("%s in %s", kind, state)
                    .isEqualTo(state == begins);
        }
    }

    private static Head day(State state, List<String> files, List<String> waiting) {
        Head first = Head.first(new CollectionName("shop"), LocalDate.parse("2026-11-20"), NOW);
        return new HeadEdit(first)
                .files(files.stream().map(TransitionsTest::file).toList())
                .plusWaiting(waiting.stream().map(TransitionsTest::file).toList(), NOW)
                .state(state, SELF)
                .done();
    }

    private static FileEntry file(String key) {
        return new FileEntry(Root.LAKE, key, 1, "00000000", 1, 0, 1, null);
    }
}

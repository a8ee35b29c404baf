package io.tarn.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.orchestration.Tarn.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tarn query} says beside its answer. */
final class QueryHintsTest {
    @TempDir
    Path folder;

    private Tarn tarn;

    @BeforeEach
    void landThreeEvents() throws IOException {
        tarn = new Tarn(folder);
        Path file = tarn.file("a.ndjson", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        assertThat(tarn.run("land", "orders", file.toString()).exit()).isZero();
    }

    @Test
    void events_that_are_not_hydrated_are_named_until_they_are() {
        Ran before = tarn.run("query", "--json", "SELECT * FROM orders");
        assertThat(before.exit()).isZero();
        assertThat(before.json()).isEmpty();
        assertThat(before.err()).isEqualTo("tarn: note: 3 events are not hydrated yet: run 'tarn compact'\n");
        assertThat(tarn.run("query", "SELECT 1").err()).isEmpty();

        assertThat(tarn.run("compact").exit()).isZero();
        Ran after = tarn.run("query", "--json", "SELECT * FROM orders");
        assertThat(after.json()).hasSize(3);
        assertThat(after.err()).isEmpty();
    }

    @Test
    void for_a_table_that_does_not_exist_the_collections_are_listed() {
        Ran ran = tarn.run("query", "SELECT * FROM ordrs");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("tarn: The query cannot be run: there is no table ordrs. There are orders and quarantine\n");
    }
}

package io.tarn.proof.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MutantTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final List<String> LINES =
            List.of("# why", "source: a/B.java", "caught by: test B", "<<<<", "old", "====", "new", "newer", ">>>>");

    @Test
    void a_piece_becomes_another() {
        Mutant mutant = Mutant.parse("m", LINES);
        assertThat(mutant.plant("before\nold\nafter\n")).isEqualTo("before\nnew\nnewer\nafter\n");
        assertThat(mutant.source()).isEqualTo("a/B.java");
        assertThat(mutant.check()).isEqualTo("test B");
    }

    @Test
    void a_piece_that_is_not_there_once_is_refused() {
        Mutant mutant = Mutant.parse("m", LINES);
        assertThatThrownBy(() -> mutant.plant("else\n")).hasMessageContaining("there is no piece");
        assertThatThrownBy(() -> mutant.plant("old\nold\n")).hasMessageContaining("more than one piece");
    }

    @Test
    void what_says_nothing_is_refused() {
        assertThatThrownBy(() -> Mutant.parse("m", List.of("source: a"))).hasMessageContaining("needs");
        assertThatThrownBy(() -> Mutant.parse("m", List.of("<<<<", "a"))).hasMessageContaining("lacks ====");
    }

    @Test
    void every_mutant_fits_its_source() throws IOException {
        List<Mutant> all = Mutant.all(CHECKOUT.resolve("proof/src/main/resources/mutants"));
        assertThat(all).hasSizeGreaterThanOrEqualTo(12);
        for (Mutant mutant : all) {
            String source = Files.readString(CHECKOUT.resolve(mutant.source()));
            assertThat(mutant.plant(source)).as(mutant.name()).isNotEqualTo(source);
        }
    }
}

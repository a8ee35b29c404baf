package io.tarn.orchestration.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.orchestration.badinput.BadInput.Outcome;
import io.tarn.orchestration.badinput.Landed.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of bad input, landed as files and compacted together: each frame becomes the row, or is set aside for the
 * reason, that the table names; no command fails, all is balanced, and the lake verifies deep.
 *
 * <p>Rows that need a producer, a damaged file or an object of somebody else's are in {@link DoorTest},
 * {@link ProducedEventsIT} and {@link HostileObjectsIT}, and 109 is {@link CorpusTest}; {@link TableTest} holds that
 * none is left out.
 */
final class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Landed landed;

    @BeforeAll
    static void landAndCompact() throws IOException {
        landed = new Landed(folder, ValueCases.PINNED, IdCases.DATED, IdCases.IDS);
        land(cases().filter(it -> !it.isLater()).toList());
        landed.compact();
        land(cases().filter(BadInput::isLater).toList());
        landed.settle(cases().map(BadInput::collection).distinct().toList());
    }

    static Stream<BadInput> cases() {
        return Stream.of(TextCases.all(), ValueCases.all(), KeyCases.all(), SizeCases.all(), IdCases.all())
                .flatMap(List::stream);
    }

    private static void land(List<BadInput> cases) throws IOException {
        Map<String, List<BadInput>> runs = new LinkedHashMap<>();
        cases.forEach(it -> runs.computeIfAbsent(it.collection() + it.options(), k -> new ArrayList<>())
                .add(it));
        for (List<BadInput> run : runs.values()) {
            List<Path> files = new ArrayList<>();
            for (BadInput it : run) {
                files.add(landed.file(it.fileName(), it.bytes()));
            }
            JsonNode said = landed.land(run.get(0).collection(), run.get(0).options(), files);
            for (int i = 0; i < run.size(); i++) {
                assertThat(said.get("files").get(i).get("events").asInt())
                        .as("frames of " + run.get(i))
                        .isEqualTo(run.get(i).outcomes().size());
            }
            assertThat(said.get("blank").asLong())
                    .isEqualTo(run.stream().mapToLong(BadInput::blanks).sum());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_frame_has_the_outcome_of_the_table(BadInput it) throws IOException {
        List<Fate> fates = landed.ofFile(it.fileName());
        assertThat(fates).as("frames").hasSameSizeAs(it.outcomes());
        for (int i = 0; i < fates.size(); i++) {
            Outcome expected = it.outcomes().get(i);
            assertThat(fates.get(i).frame().payload()).as("bytes of frame " + i).isEqualTo(expected.frame());
            check(i, fates.get(i), expected);
        }
    }

    @Rows({67, 93})
    @Test
    void what_is_undated_or_in_conflict_is_counted() {
        JsonNode balance = landed.tarn()
                .run("verify", "--quick", "--json", "dated", "ids")
                .json()
                .get("balance");
        assertThat(balance.get(0).get("undated").asLong()).isEqualTo(4);
        assertThat(balance.get(1).get("conflicts").asLong()).isEqualTo(1);
    }

    private static void check(int i, Fate fate, Outcome expected) throws IOException {
        if (expected instanceof Outcome.Row row) {
            JsonNode columns = JSON.readTree(row.columns());
            if (fate.row() != null && !columns.has(Landed.DAY)) {
                fate.row().remove(Landed.DAY);
            }
            assertThat((JsonNode) fate.row())
                    .as("row of frame " + i + ", "
                            + (fate.aside() == null ? "" : fate.aside().detail()))
                    .isEqualTo(columns);
        } else if (expected instanceof Outcome.Aside aside) {
            assertThat(fate.aside()).as("frame " + i + " set aside").isNotNull();
            assertThat(fate.aside().reason()).as("reason of frame " + i).isEqualTo(aside.reason());
            assertThat(fate.aside().bytes()).as("bytes set aside of frame " + i).isEqualTo(aside.frame());
        } else {
            assertThat(fate.row()).as("row of frame " + i).isNull();
            assertThat(fate.aside()).as("frame " + i + " set aside").isNull();
        }
    }
}

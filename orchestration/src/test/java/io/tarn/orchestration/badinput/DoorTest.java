package io.tarn.orchestration.badinput;

import static io.tarn.orchestration.badinput.BadInput.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.landing.Ack;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import io.tarn.landing.SegmentReader;
import io.tarn.orchestration.Tarn;
import io.tarn.orchestration.badinput.BadInput.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The door of the library: what is set aside in an import is refused here for the same reason, and nothing of it kept.
 */
final class DoorTest {
    /**
     * A mark inside a file is the first thing in an event; records and the rest of a document are no matter of events.
     */
    private static final Set<String> OF_FILES_ONLY = Set.of("15");

    @TempDir
    Path folder;

    static Stream<BadInput> cases() {
        return BadInputIT.cases().filter(it -> !it.collection().equals("tiny"));
    }

    @Test
    void every_event_of_the_table_is_taken_or_refused_for_its_reason() throws IOException {
        List<byte[]> taken = new ArrayList<>();
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder).withMaxEventBytes(8 << 20))) {
            for (BadInput it : cases().toList()) {
                for (Outcome outcome : it.outcomes()) {
                    Ack ack = writer.append("things", Event.of(outcome.frame())).join();
                    if (outcome instanceof Outcome.Aside aside && !OF_FILES_ONLY.contains(it.row())) {
                        assertThat(ack).as(it.toString()).isInstanceOf(Ack.Refused.class);
                        assertThat(((Ack.Refused) ack).reason())
                                .as(it.toString())
                                .isEqualTo(aside.reason());
                    } else {
                        assertThat(ack).as(it.toString()).isInstanceOf(Ack.Stored.class);
                        taken.add(outcome.frame());
                    }
                }
            }
        }
        assertThat(archived()).containsExactlyElementsOf(taken);
    }

    @Test
    void nothing_and_blanks_are_refused() {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            assertThat(reason(writer, "")).isEqualTo(Reason.EMPTY_BODY);
            assertThat(reason(writer, " \r\n\t")).isEqualTo(Reason.EMPTY_BODY);
            assertThat(reason(writer, "\ufeff")).isEqualTo(Reason.EMPTY_BODY);
        }
    }

    /** Rows 76 and 77; the cap is 1 MiB. */
    @Test
    void an_event_of_the_cap_is_taken_and_one_more_byte_is_not() {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            assertThat(writer.append("things", Event.of(ofLength((1 << 20) - 1)))
                            .join())
                    .isInstanceOf(Ack.Stored.class);
            assertThat(writer.append("things", Event.of(ofLength(1 << 20))).join())
                    .isInstanceOf(Ack.Stored.class);
            assertThat(reason(writer, ofLength((1 << 20) + 1))).isEqualTo(Reason.EVENT_TOO_LARGE);
        }
    }

    /** Row 91: stored as text they would all be the same question mark. */
    @Test
    void an_id_that_is_no_text_is_refused() {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            for (Event each : List.of(
                    Event.of("{}").withId("\ud800"),
                    Event.of("{}").withId("a\udc00\ud800b"),
                    Event.of("{}").withHeader("h", "\udc00"),
                    Event.of("{}").withHeader("\ud800", "v"))) {
                assertThat(writer.append("things", each).join())
                        .isInstanceOfSatisfying(Ack.Refused.class, refused -> assertThat(refused.reason())
                                .isEqualTo(Reason.UTF8));
            }
            assertThat(writer.append("things", Event.of("{}").withId("\ud83d\ude00"))
                            .join())
                    .isInstanceOf(Ack.Stored.class);
        }
    }

    /** Rows 81 and 82; a batch of its own, with 413 and 400, is a matter of the HTTP collector. */
    @Test
    void good_events_among_bad_ones_are_taken() throws IOException {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            for (int i = 0; i < 100; i++) {
                String event = i % 2 == 0 ? "{\"i\":" + i + "}" : "{\"i\":" + i;
                assertThat(writer.append("things", Event.of(event)).join())
                        .isInstanceOf(i % 2 == 0 ? Ack.Stored.class : Ack.Refused.class);
            }
        }
        assertThat(archived()).hasSize(50);
    }

    /** Rows 96 and 98: what could be confused with another name is no name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/b",
                ".",
                "..",
                "_x",
                "A",
                "",
                "con",
                "nul",
                "x=y",
                "%2F",
                "a-b",
                "a b",
                "a\n",
                "\u00e9",
                "a.b",
                "quarantine",
                "tarn"
            })
    void names_that_are_no_names_are_refused(String name) throws IOException {
        assertThatThrownBy(() -> new CollectionName(name)).isInstanceOf(TarnException.class);
        Tarn tarn = new Tarn(folder);
        assertThat(tarn.run("land", name, tarn.file("a.ndjson", "{}").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(folder.resolve("lake")).doesNotExist();
    }

    @Test
    void a_name_has_at_most_63_characters() {
        assertThat(new CollectionName("a".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new CollectionName("a".repeat(64))).isInstanceOf(TarnException.class);
        assertThatThrownBy(() -> new CollectionName("a".repeat(300))).isInstanceOf(TarnException.class);
    }

    private static byte[] ofLength(int length) {
        return json("{'a':'" + "x".repeat(length - 8) + "'}");
    }

    private static Reason reason(LandingWriter writer, String event) {
        return reason(writer, event.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Reason reason(LandingWriter writer, byte[] event) {
        Ack ack = writer.append("things", Event.of(event)).join();
        assertThat(ack).isInstanceOf(Ack.Refused.class);
        return ((Ack.Refused) ack).reason();
    }

    private List<byte[]> archived() throws IOException {
        Path root = folder.resolve("_tarn");
        List<byte[]> payloads = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                SegmentKey key =
                        SegmentKey.parse(root.relativize(file).toString()).orElseThrow();
                try (SegmentReader reader = SegmentReader.open(Files.newInputStream(file), key)) {
                    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                        payloads.add(frame.payload());
                    }
                }
            }
        }
        return payloads;
    }
}

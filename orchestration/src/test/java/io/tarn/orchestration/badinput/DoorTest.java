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
import java.util.Collections;
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

    @Rows(7)
    @Test
    void nothing_and_blanks_are_refused() {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            assertThat(reason(writer, "")).isEqualTo(Reason.EMPTY_BODY);
            assertThat(reason(writer, " \r\n\t")).isEqualTo(Reason.EMPTY_BODY);
            assertThat(reason(writer, "\ufeff")).isEqualTo(Reason.EMPTY_BODY);
        }
    }

    /** The cap is 1 MiB. */
    @Rows({76, 77})
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

    /** Stored as text they would all be the same question mark. */
    @Rows(91)
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

    /** They end lines of logs, and headers of messages and requests. */
    @Rows({91, 99})
    @Test
    void an_id_or_a_header_with_a_control_character_is_refused() throws IOException {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            for (Event each : List.of(
                    Event.of("{}").withId("a\r\nX-Injected: 1"),
                    Event.of("{}").withId("a\u0000"),
                    Event.of("{}").withId("\u001b[2J"),
                    Event.of("{}").withId("a\u0085b"),
                    Event.of("{}").withHeader("h", "v\n\nbody"),
                    Event.of("{}").withHeader("h\r", "v"),
                    Event.of("{}").withHeader("h\u007f", "v"))) {
                assertThat(writer.append("things", each).join())
                        .isInstanceOfSatisfying(Ack.Refused.class, refused -> assertThat(refused.reason())
                                .isEqualTo(Reason.CONTROL_CHARACTER));
            }
        }
        assertThat(folder.resolve("_tarn/archive")).doesNotExist();
    }

    @Rows(80)
    @Test
    void a_batch_of_5000_is_taken_and_of_one_more_nothing_is() throws IOException {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            batch.add(Event.of("{\"i\":" + i + "}"));
        }
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            List<Ack> acks = writer.appendAll("things", batch).join();
            assertThat(acks).hasSize(5_000);
            for (int i = 0; i < acks.size(); i++) {
                assertThat(acks.get(i).orThrow().seq()).isEqualTo(i);
            }
            batch.add(Event.of("{}"));
            assertThatThrownBy(() -> writer.appendAll("things", batch))
                    .isInstanceOf(TarnException.class)
                    .hasMessage(
                            "A batch of 5001 events with 48892 bytes is refused: a batch has at most 5000 events and"
                                    + " 67108864 bytes. Send several smaller ones; nothing of this one is stored");
            List<Event> heavy = Collections.nCopies(65, Event.of(ofLength(1 << 20)));
            assertThatThrownBy(() -> writer.appendAll("things", heavy)).isInstanceOf(TarnException.class);
        }
        assertThat(archived())
                .containsExactlyElementsOf(
                        batch.stream().limit(5_000).map(Event::payload).toList());
    }

    @Rows({81, 82})
    @Test
    void of_a_batch_the_good_events_are_taken_and_each_bad_one_has_its_reason() throws IOException {
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            List<Event> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                batch.add(Event.of(i % 2 == 0 ? "{\"i\":" + i + "}" : "{\"i\":" + i));
            }
            List<Ack> acks = writer.appendAll("things", batch).join();
            assertThat(acks).hasSize(100);
            for (int i = 0; i < 100; i++) {
                if (i % 2 == 0) {
                    assertThat(acks.get(i).orThrow().seq()).isEqualTo(i / 2);
                } else {
                    assertThat(acks.get(i))
                            .isInstanceOfSatisfying(Ack.Refused.class, refused -> assertThat(refused.reason())
                                    .isEqualTo(Reason.INVALID_JSON));
                }
            }
            List<Event> bad = Collections.nCopies(3, Event.of("{"));
            assertThat(writer.appendAll("things", bad).join()).hasSize(3).allMatch(Ack.Refused.class::isInstance);
            assertThat(writer.appendAll("things", List.of()).join()).isEmpty();
        }
        assertThat(archived()).hasSize(50);
    }

    /** The second process has a name of its own, so its numbers are others. */
    @Rows(95)
    @Test
    void a_producer_that_starts_again_counts_from_0_and_loses_nothing() throws IOException {
        List<Ack.Stored> places = new ArrayList<>();
        for (int start = 0; start < 3; start++) {
            try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
                places.add(writer.append("things", Event.of("{\"v\":1}")).join().orThrow());
                writer.flush();
                places.add(writer.append("things", Event.of("{\"v\":1}")).join().orThrow());
            }
        }
        assertThat(places).extracting(Ack.Stored::seq).containsOnly(0L);
        assertThat(places).extracting(place -> place.writer() + place.epoch()).doesNotHaveDuplicates();
        assertThat(archived()).hasSize(6);
    }

    @Rows(97)
    @Test
    void an_unknown_collection_is_made_unless_the_configuration_says_no() throws IOException {
        Tarn tarn = new Tarn(folder, "orders: {}");
        String file = tarn.file("a.ndjson", "{}").toString();
        Tarn.Ran refused = tarn.run("land", "oders", file, "-D", "auto-create=false");
        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("'auto-create' is false");
        assertThat(folder.resolve("lake/_tarn/archive")).doesNotExist();
        assertThat(tarn.run("land", "orders", file, "-D", "auto-create=false").exit())
                .isZero();
        assertThat(tarn.run("land", "oders", file).exit()).isZero();
    }

    /** What could be confused with another name is no name. */
    @Rows({96, 98})
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

package io.tarn.orchestration.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.NamedQuarantine;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.landing.SegmentReader;
import io.tarn.orchestration.Tarn;
import io.tarn.orchestration.Tarn.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lake that files were landed in, compacted and verified by the commands; and what became of each frame. */
final class Landed {
    /** Pseudo-column: the day of the partition. */
    static final String DAY = "@day";

    private static final List<String> EVERY_ROW = List.of("tarn", "year", "month", "day");

    private final Path folder;
    private final Tarn tarn;
    private final ObjectStore state;
    private final Map<String, List<Fate>> byFile = new TreeMap<>();

    /** What became of a frame: at most one of row and set aside. */
    record Fate(
            Frame frame, @Nullable ObjectNode row, @Nullable QuarantinedFrame aside) {}

    private record Place(String segment, long seq) {}

    Landed(Path folder, String... collections) throws IOException {
        this.folder = folder;
        this.tarn = new Tarn(folder, collections);
        this.state = Stores.open(Stores.local(folder.resolve("lake/_tarn")));
    }

    Tarn tarn() {
        return tarn;
    }

    /** Writes a file to be landed. */
    Path file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** Lands files; none of them may be a failure. Gives what {@code --json} says. */
    JsonNode land(String collection, List<String> options, List<Path> files) {
        List<String> args = new ArrayList<>(List.of("land", collection, "--json"));
        args.addAll(options);
        files.forEach(file -> args.add(file.toString()));
        Ran ran = tarn.run(args.toArray(new String[0]));
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        return ran.json();
    }

    /** Compacts, verifies deep, and finds out what became of each frame; all of it must be sound. */
    void settle(List<String> collections) throws IOException {
        Ran compacted = tarn.run("compact", "--seal-open");
        assertThat(compacted.exit()).as(compacted.out() + compacted.err()).isZero();
        Ran verified = tarn.run("verify", "--deep", "--json");
        assertThat(verified.json().get("problems")).as(verified.err()).isEmpty();
        assertThat(verified.exit()).as(verified.out()).isZero();
        for (String collection : collections) {
            balance(verified.json(), collection, read(collection));
        }
    }

    /** Compacts, so that what lands later meets what is published. */
    void compact() {
        Ran compacted = tarn.run("compact", "--seal-open");
        assertThat(compacted.exit()).as(compacted.out() + compacted.err()).isZero();
    }

    List<Fate> ofFile(String name) {
        return byFile.getOrDefault(folder.resolve("in").resolve(name).toString(), List.of());
    }

    /** Of all files, and of what a producer has sent. */
    List<Fate> all() {
        return byFile.values().stream().flatMap(List::stream).toList();
    }

    private void balance(JsonNode verified, String collection, long[] counted) {
        JsonNode balance = verified.get("balance").findParents("collection").stream()
                .filter(each -> each.get("collection").asText().equals(collection))
                .findFirst()
                .orElseThrow();
        assertThat(balance.get("balanced").asBoolean()).as(balance.toString()).isTrue();
        assertThat(balance.get("received").asLong())
                .as("received in " + collection)
                .isEqualTo(counted[0]);
        assertThat(balance.get("published").asLong())
                .as("published in " + collection)
                .isEqualTo(counted[1]);
        assertThat(balance.get("quarantined").asLong())
                .as("quarantined in " + collection)
                .isEqualTo(counted[2]);
        assertThat(balance.get("deduplicated").asLong())
                .as("deduplicated in " + collection)
                .isEqualTo(counted[0] - counted[1] - counted[2]);
        assertThat(balance.get("pending").asLong())
                .as("pending in " + collection)
                .isZero();
    }

    /** Frames, rows and frames set aside, counted from what is there. */
    private long[] read(String collection) throws IOException {
        Map<Place, ObjectNode> rows = rows(collection);
        Map<Place, QuarantinedFrame> aside = aside(collection);
        long count = 0;
        for (SegmentKey key : segments(collection)) {
            try (SegmentReader reader = SegmentReader.open(state, key)) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    count++;
                    Place place = new Place(key.key(), frame.seq());
                    Fate fate = new Fate(frame, rows.get(place), aside.get(place));
                    assertThat(fate.row() != null && fate.aside() != null)
                            .as("both a row and set aside: " + place)
                            .isFalse();
                    byFile.computeIfAbsent(frame.headers().getOrDefault(Frame.SOURCE, ""), s -> new ArrayList<>())
                            .add(fate);
                }
            }
        }
        return new long[] {count, rows.size(), aside.size()};
    }

    private List<SegmentKey> segments(String collection) throws IOException {
        Path root = folder.resolve("lake/_tarn");
        try (Stream<Path> files = Files.walk(root.resolve("archive").resolve(collection))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> SegmentKey.parse(
                                    root.relativize(file).toString().replace('\\', '/'))
                            .orElseThrow())
                    .sorted()
                    .toList();
        }
    }

    private Map<Place, ObjectNode> rows(String collection) {
        Ran ran = tarn.run("query", "--json", "SELECT * FROM " + collection);
        assertThat(ran.exit()).as(ran.err()).isZero();
        Map<Place, ObjectNode> rows = new HashMap<>();
        for (JsonNode each : ran.json()) {
            ObjectNode row = (ObjectNode) each;
            JsonNode tarnOfRow = row.get("tarn");
            String day = row.get("year").asText() + "-" + row.get("month").asText() + "-"
                    + row.get("day").asText();
            row.remove(EVERY_ROW);
            dropNulls(row);
            row.put(DAY, day);
            Place place = new Place(
                    tarnOfRow.get("segment").asText(), tarnOfRow.get("seq").asLong());
            assertThat(rows.put(place, row)).as("a row twice: " + place).isNull();
        }
        return rows;
    }

    /** A column that is null says nothing, nor does a member of a struct. */
    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> nulls = new ArrayList<>();
            object.fieldNames().forEachRemaining(name -> {
                if (object.get(name).isNull()) {
                    nulls.add(name);
                }
            });
            object.remove(nulls);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(Landed::dropNulls);
        }
    }

    private Map<Place, QuarantinedFrame> aside(String collection) throws IOException {
        Map<Place, QuarantinedFrame> aside = new HashMap<>();
        for (String object : NamedQuarantine.of(state, new CollectionName(collection))) {
            try (QuarantineReader reader = QuarantineReader.open(state, object)) {
                for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                    assertThat(aside.put(new Place(frame.segment(), frame.seq()), frame))
                            .as("set aside twice")
                            .isNull();
                }
            }
        }
        return aside;
    }
}

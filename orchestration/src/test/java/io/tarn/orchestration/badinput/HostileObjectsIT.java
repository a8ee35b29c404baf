package io.tarn.orchestration.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.landing.SmallBlocks;
import io.tarn.orchestration.Tarn;
import io.tarn.orchestration.Tarn.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are torn, and objects in the store that are damaged or somebody else's. */
final class HostileObjectsIT {
    private static final CollectionName THINGS = new CollectionName("things");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    @TempDir
    Path folder;

    @Rows(87)
    @Test
    void of_a_torn_gzip_the_good_part_is_landed_and_the_file_is_named() throws IOException {
        Tarn tarn = new Tarn(folder);
        byte[] cut = gzip(lines("cut"));
        byte[] sum = gzip(lines("sum"));
        sum[sum.length - 8] ^= 1;
        byte[] junk = concat(gzip(lines("junk")), "garbage".getBytes(UTF_8));
        byte[] many = concat(
                gzip(lines("many").substring(0, 5_000)), gzip(lines("many").substring(5_000)));
        Map<String, byte[]> files =
                Map.of("cut.gz", Arrays.copyOf(cut, cut.length / 2), "sum.gz", sum, "junk.gz", junk, "many.gz", many);
        List<String> args = new ArrayList<>(List.of("land", "things", "--json"));
        for (String name : new TreeSet<>(files.keySet())) {
            args.add(Files.write(folder.resolve(name), files.get(name)).toString());
        }
        Ran ran = tarn.run(args.toArray(new String[0]));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(4);
        assertThat(ran.json().get("files").findValuesAsText("status"))
                .containsExactly("torn", "torn", "landed", "torn");
        assertThat(ran.json().get("files").get(0).get("why").asText()).isNotBlank();

        assertThat(tarn.run("compact").exit()).isZero();
        assertThat(tarn.run("verify", "--deep").exit()).isZero();
        JsonNode rows = tarn.run(
                        "query", "--json", "SELECT f, count(*) AS n, max(i) AS last FROM things GROUP BY f ORDER BY f")
                .json();
        assertThat(rows.findValuesAsText("f")).containsExactly("cut", "junk", "many", "sum");
        for (JsonNode each : rows) {
            // Nothing is left out before the place where the file is torn.
            assertThat(each.get("n").asLong()).isEqualTo(each.get("last").asLong() + 1);
        }
        assertThat(rows.get(0).get("n").asInt()).isBetween(1, 999);
        assertThat(rows.get(1).get("n").asInt()).isEqualTo(1_000);
        assertThat(rows.get(2).get("n").asInt()).isEqualTo(1_000);
        JsonNode aside =
                tarn.run("quarantine", "show", "things", "--json").json().get("quarantine");
        assertThat(aside.size()).as("the line that is cut off").isLessThanOrEqualTo(1);
    }

    /** Of nothing but braces, what is around an event takes a few bytes of the archive. */
    @Rows(79)
    @Test
    void a_million_empty_events_take_no_more_than_six_bytes_each_in_the_archive() throws IOException {
        Tarn tarn = new Tarn(folder);
        Path file = Files.writeString(folder.resolve("a.ndjson"), "{}\n".repeat(1_000_000));
        Ran ran = tarn.run("land", "things", "--json", file.toString());
        assertThat(ran.json().get("received").asLong()).isEqualTo(1_000_000);
        long bytes = 0;
        for (Path segment : files(state().resolve("archive"))) {
            bytes += Files.size(segment);
        }
        assertThat(bytes).isLessThan(6_000_000);
    }

    @Rows(102)
    @Test
    void objects_of_somebody_elses_in_the_archive_are_left_alone_and_reported() throws IOException {
        Tarn tarn = new Tarn(folder);
        landOne(tarn, "things", "{\"v\":1}");
        Path day = files(state().resolve("archive")).get(0).getParent();
        Files.writeString(day.resolve("a.csv"), "v\n2\n");
        Files.write(day.resolve("b.parquet"), new byte[] {'P', 'A', 'R', '1'});
        Files.write(day.resolve("_SUCCESS"), new byte[0]);
        Files.write(day.resolve(".DS_Store"), new byte[] {0, 0, 0, 1});
        Files.write(day.resolve("empty.avro"), new byte[0]);
        Files.createDirectories(day.resolve("folder"));
        Ran compacted = tarn.run("compact");
        assertThat(compacted.exit()).as(compacted.err()).isZero();
        assertThat(tarn.run("query", "--json", "SELECT v FROM things").json()).hasSize(1);
        Ran verified = tarn.run("verify", "--json");
        assertThat(verified.exit()).isEqualTo(5);
        assertThat(verified.json().get("problems").findValuesAsText("kind")).containsOnly("foreign_object");
        assertThat(verified.json().get("problems").findValuesAsText("object").stream()
                        .map(key -> key.substring(key.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrder("a.csv", "b.parquet", "_SUCCESS", ".DS_Store", "empty.avro");
    }

    @Rows(103)
    @Test
    void an_object_that_is_not_what_its_key_says_is_named_and_the_rest_goes_on() throws IOException {
        Tarn tarn = new Tarn(folder);
        landOne(tarn, "things", "{\"v\":1}");
        landOne(tarn, "others", "{\"v\":2}");
        Path good = files(state().resolve("archive/things")).get(0);
        byte[] bytes = Files.readAllBytes(good);
        SegmentKey goodKey =
                SegmentKey.parse(state().relativize(good).toString()).orElseThrow();
        byte[] other =
                Files.readAllBytes(files(state().resolve("archive/others")).get(0));
        Set<String> bad = new TreeSet<>();
        bad.add(put(key(DAY, "zzmagic", 1), "this is no Avro".getBytes(UTF_8)));
        bad.add(put(key(DAY, "zznothing", 1), new byte[0]));
        bad.add(put(key(DAY, "zzcollection", 1), other));
        bad.add(put(key(DAY.plusDays(1), goodKey.writer(), 1), bytes));
        bad.add(put(key(goodKey.received(), "zzrenamed", 1), bytes));
        SegmentKey newer = key(DAY, "zzversion", 1);
        bad.add(put(newer, SmallBlocks.newer(newer, segment(newer))));

        Ran compacted = tarn.run("compact");
        assertThat(compacted.exit()).as(compacted.out() + compacted.err()).isEqualTo(5);
        bad.forEach(key -> assertThat(compacted.out() + compacted.err()).contains(key));
        assertThat(tarn.run("query", "--json", "SELECT v FROM things").json().findValuesAsText("v"))
                .containsExactly("1");
        assertThat(tarn.run("query", "--json", "SELECT v FROM others").json().findValuesAsText("v"))
                .containsExactly("2");
        // They stay where they are, are named by every run, and their frames are pending.
        Ran again = tarn.run("compact");
        assertThat(again.exit()).isEqualTo(5);
        bad.forEach(key -> assertThat(again.out() + again.err()).contains(key));
        Ran verified = tarn.run("verify", "--json", "things");
        assertThat(verified.exit()).isEqualTo(5);
        assertThat(verified.json().get("problems").findValuesAsText("kind")).containsOnly("foreign_object");
        assertThat(verified.json().get("problems").findValuesAsText("object")).containsExactlyInAnyOrderElementsOf(bad);
        JsonNode balance = verified.json().at("/balance/0");
        assertThat(balance.get("pending").asInt()).isEqualTo(bad.size());
        assertThat(balance.get("balanced").asBoolean()).isTrue();
    }

    /**
     * A thousand and more copies of one small segment, each cut at another byte or with another byte flipped. Frames
     * are in blocks of their own, so damage costs the frames that it hits.
     */
    @Rows(104)
    @Test
    void of_a_segment_cut_or_flipped_at_each_byte_every_frame_is_a_row_or_set_aside_or_its_object_is_named()
            throws IOException {
        Tarn tarn = new Tarn(folder);
        int length = segment(key(DAY, "t000000", 3)).length;
        Random random = new Random(104);
        for (int at = 0; at < length; at++) {
            SegmentKey cut = key(DAY, String.format(Locale.ROOT, "t%06d", at), 3);
            put(cut, Arrays.copyOf(segment(cut), at));
            SegmentKey flipped = key(DAY, String.format(Locale.ROOT, "f%06d", at), 3);
            byte[] bytes = segment(flipped);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            put(flipped, bytes);
        }
        Ran compacted = tarn.run("compact");
        assertThat(compacted.exit()).as(compacted.err()).isEqualTo(5);
        Ran verified = tarn.run("verify", "--deep", "--json");
        assertThat(verified.json().at("/balance/0/balanced").asBoolean()).isTrue();

        Map<String, Set<Integer>> found = rows(tarn);
        Map<String, Integer> rows = new HashMap<>();
        found.forEach((segment, seqs) -> rows.put(segment, seqs.size()));
        for (JsonNode each : tarn.run("query", "--json", "SELECT segment, seq, reason FROM quarantine")
                .json()) {
            assertThat(each.get("reason").asText()).isEqualTo("damaged_segment");
            assertThat(found.computeIfAbsent(each.get("segment").asText(), s -> new TreeSet<>())
                            .add(each.get("seq").asInt()))
                    .as(each.toString())
                    .isTrue();
        }
        String said = compacted.out() + compacted.err();
        for (int at = 0; at < length; at++) {
            String cut = key(DAY, String.format(Locale.ROOT, "t%06d", at), 3).key();
            String flipped =
                    key(DAY, String.format(Locale.ROOT, "f%06d", at), 3).key();
            assertThat(found.getOrDefault(cut, Set.of()).equals(Set.of(0, 1, 2)) || said.contains(cut))
                    .as(cut)
                    .isTrue();
            assertThat(found.get(flipped)).as(flipped).containsExactly(0, 1, 2);
            assertThat(rows.getOrDefault(flipped, 0)).as(flipped).isGreaterThanOrEqualTo(1);
        }
    }

    @Rows(105)
    @Test
    void a_damaged_parquet_file_is_found() throws IOException {
        Tarn tarn = new Tarn(folder);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append("{\"i\":")
                    .append(i)
                    .append(",\"s\":\"")
                    .append(i * 0x9E3779B1)
                    .append("\"}\n");
        }
        tarn.run(
                "land",
                "things",
                Files.writeString(folder.resolve("a.ndjson"), text).toString());
        assertThat(tarn.run("compact", "--seal-open").exit()).isZero();
        Path parquet = files(folder.resolve("lake/things")).get(0);
        byte[] good = Files.readAllBytes(parquet);
        List<byte[]> bad = new ArrayList<>(
                List.of(new byte[0], Arrays.copyOf(good, good.length / 2), Arrays.copyOf(good, good.length - 1)));
        Random random = new Random(105);
        int[] places = {0, 4, 100, good.length / 2, good.length - 1, good.length - 6, good.length - 200, -1, -1, -1};
        for (int place : places) {
            byte[] flipped = good.clone();
            flipped[place < 0 ? random.nextInt(good.length) : place] ^= (byte) (1 << random.nextInt(8));
            bad.add(flipped);
        }
        for (byte[] each : bad) {
            Files.write(parquet, each);
            Ran verified = tarn.run("verify", "--json", "things");
            assertThat(verified.exit()).isEqualTo(5);
            assertThat(verified.out()).contains(parquet.getFileName().toString());
        }
        Files.write(parquet, good);
        assertThat(tarn.run("verify", "things").exit()).isZero();
    }

    private Map<String, Set<Integer>> rows(Tarn tarn) {
        Map<String, Set<Integer>> rows = new HashMap<>();
        for (JsonNode each : tarn.run("query", "--json", "SELECT tarn.segment AS s, tarn.seq AS q, w, i FROM things")
                .json()) {
            String segment = each.get("s").asText();
            assertThat(segment).contains("/" + each.get("w").asText() + "-");
            assertThat(each.get("i").asLong()).isEqualTo(each.get("q").asLong());
            assertThat(rows.computeIfAbsent(segment, s -> new TreeSet<>())
                            .add(each.get("q").asInt()))
                    .isTrue();
        }
        return rows;
    }

    private static byte[] segment(SegmentKey key) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < key.count(); i++) {
            byte[] payload = ("{\"w\":\"" + key.writer() + "\",\"i\":" + i + "}").getBytes(UTF_8);
            frames.add(new Frame(i, DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), "", Map.of(), payload));
        }
        return SmallBlocks.segment(key, frames);
    }

    private String put(SegmentKey key, byte[] bytes) throws IOException {
        Path object = state().resolve(key.key());
        Files.createDirectories(object.getParent());
        Files.write(object, bytes);
        Path note = state().resolve(Keys.arrival(Instant.now(), key));
        Files.createDirectories(note.getParent());
        Files.write(note, new byte[0]);
        return key.key();
    }

    private static SegmentKey key(LocalDate received, String writer, long count) {
        return new SegmentKey(THINGS, received, writer, "000001", 0, count - 1, count);
    }

    private void landOne(Tarn tarn, String collection, String line) throws IOException {
        String file = tarn.file(collection + ".ndjson", line).toString();
        assertThat(tarn.run("land", collection, file).exit()).isZero();
    }

    private Path state() {
        return folder.resolve("lake/_tarn");
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String lines(String file) {
        return Stream.iterate(0, i -> i + 1)
                .limit(1_000)
                .map(i -> "{\"f\":\"" + file + "\",\"i\":" + i + ",\"t\":\"" + Integer.toHexString(i * 0x9E3779B1)
                        + "\"}\n")
                .collect(Collectors.joining());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

package io.tarn.landing.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitterTest {
    private static final SplitOptions AUTO = SplitOptions.auto(1 << 20);
    private static final SplitOptions LINES = AUTO.withFormat(SplitOptions.Format.NDJSON);
    private static final SplitOptions DOCUMENT = AUTO.withFormat(SplitOptions.Format.JSON);

    // ---- lines ----

    @Test
    void lines_end_with_lf_or_crlf_or_the_input_and_blank_ones_are_counted() throws IOException {
        Yield yield = split("{\"a\":1}\r\n\n  \t\r\n{\"b\":2}\n{\"c\":3}", LINES);
        assertThat(yield.texts()).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
        assertThat(yield.places()).containsExactly(1L, 4L, 5L);
        assertThat(yield.blank).isEqualTo(2);
    }

    @Test
    void a_lone_cr_separates_nothing() throws IOException {
        assertThat(split("{\"a\":1}\r{\"b\":2}\n", LINES).texts()).containsExactly("{\"a\":1}\r{\"b\":2}");
    }

    @Test
    void a_byte_order_mark_is_stripped_at_the_start_and_refused_inside() throws IOException {
        Yield yield = split("\uFEFF{\"a\":1}\n\uFEFF{\"b\":2}\n", LINES);
        assertThat(yield.texts()).containsExactly("{\"a\":1}", "\uFEFF{\"b\":2}");
        assertThat(yield.frames.get(0).headers()).containsEntry("tarn-bom", "stripped");
        assertThat(yield.frames.get(1).headers()).containsEntry(Frame.REASON, "invalid_json");
    }

    @Test
    void a_line_of_the_cap_is_taken_and_one_more_byte_is_kept_in_part() throws IOException {
        int cap = 100_000;
        String fits = "{\"a\":\"" + "x".repeat(cap - 8) + "\"}";
        String over = "{\"a\":\"" + "y".repeat(cap - 7) + "\"}";
        SplitOptions options = SplitOptions.auto(cap).withFormat(SplitOptions.Format.NDJSON);
        Yield yield = split(fits + "\r\n" + over + "\n{\"b\":1}", options);
        assertThat(yield.texts().get(0)).isEqualTo(fits);
        assertThat(yield.texts().get(1)).isEqualTo(over.substring(0, 64 << 10));
        assertThat(yield.frames.get(1).headers())
                .containsEntry(Frame.REASON, "too_large")
                .containsEntry(Frame.FULL_LENGTH, Integer.toString(cap + 1))
                .containsEntry(Frame.FULL_SHA256, sha(over));
        assertThat(yield.texts().get(2)).isEqualTo("{\"b\":1}");
    }

    @Test
    void a_line_far_over_the_cap_takes_no_memory_of_its_size() throws IOException {
        SplitOptions options = SplitOptions.auto(1000).withFormat(SplitOptions.Format.NDJSON);
        byte[] begin = "{\"a\":\"".getBytes(UTF_8);
        long filler = 3L << 20;
        String all = "{\"a\":\"" + "z".repeat((int) filler) + "\"}";
        InputStream in = new RandomChunks(concat(begin, ("z".repeat((int) filler) + "\"}\n{}\n").getBytes(UTF_8)), 7);
        Yield yield = new Yield();
        Splitters.split(in, "x.ndjson", options, yield);
        assertThat(yield.frames).hasSize(2);
        assertThat(yield.frames.get(0).headers()).containsEntry(Frame.FULL_SHA256, sha(all));
    }

    @Test
    void lines_are_those_of_a_naive_model_whatever_the_chunks() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(
                        switch (random.nextInt(6)) {
                            case 0 -> "";
                            case 1 -> "  ";
                            case 2 -> "x".repeat(random.nextInt(400_000));
                            default -> "{\"i\":" + i + "}";
                        });
                text.append(random.nextInt(5) == 0 ? "\r\n" : random.nextInt(20) == 0 ? "" : "\n");
            }
            List<String> expected = Arrays.stream(text.toString().split("\n", -1))
                    .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                    .filter(line -> !line.isBlank())
                    .toList();
            Yield yield = new Yield();
            Splitters.split(new RandomChunks(text.toString().getBytes(UTF_8), seed), "a.jsonl", AUTO, yield);
            assertThat(yield.texts()).as("seed %s", seed).isEqualTo(expected);
        }
    }

    // ---- documents ----

    @Test
    void a_document_is_one_event_without_the_blanks_around_it() throws IOException {
        assertThat(split(" \n{\n  \"a\": [1, 2]\n}\n\n", DOCUMENT).texts()).containsExactly("{\n  \"a\": [1, 2]\n}");
        assertThat(split(" \n ", DOCUMENT).frames).isEmpty();
    }

    @Test
    void a_document_with_something_behind_it_stays_whole() throws IOException {
        assertThat(split("{\"a\":1}\n{\"b\":2} ", DOCUMENT).texts()).containsExactly("{\"a\":1}\n{\"b\":2}");
    }

    @Test
    void an_array_gives_its_elements_whatever_they_are() throws IOException {
        Yield yield = split("[ {\"a\":\"]},\\\"\"} ,1, \"x\",null,[2,{}],{} ] \n", DOCUMENT);
        assertThat(yield.texts()).containsExactly("{\"a\":\"]},\\\"\"}", "1", "\"x\"", "null", "[2,{}]", "{}");
        assertThat(yield.places()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(split("[]", DOCUMENT).frames).isEmpty();
    }

    @Test
    void a_broken_array_gives_what_came_before_and_the_rest() throws IOException {
        assertBroken("[{\"a\":1},{\"b\":", "{\"a\":1}", "{\"b\":");
        assertBroken("[{\"a\":1} {\"b\":2}]", "{\"a\":1}", "{\"b\":2}]");
        assertBroken("[{\"a\":1},{\"b\":]}", "{\"a\":1}", "{\"b\":]}");
        assertBroken("[{\"a\":1},]", "{\"a\":1}", "]");
        assertBroken("[{\"a\":1}", "{\"a\":1}", "");
        Yield trailing = split("[{\"a\":1}] xyz", DOCUMENT);
        assertThat(trailing.texts()).containsExactly("{\"a\":1}", "xyz");
        assertThat(trailing.frames.get(1).headers()).containsEntry(Frame.REASON, "trailing_data");
    }

    private static void assertBroken(String text, String first, String rest) throws IOException {
        Yield yield = split(text, DOCUMENT);
        assertThat(yield.texts()).as(text).containsExactly(first, rest);
        assertThat(yield.frames.get(1).headers()).as(text).containsEntry(Frame.REASON, "invalid_json");
    }

    @Test
    void the_cap_is_the_events_and_not_the_documents() throws IOException {
        SplitOptions options = SplitOptions.auto(20).withFormat(SplitOptions.Format.JSON);
        String exact = "{\"a\":\"" + "x".repeat(12) + "\"}";
        String over = "{\"a\":\"" + "x".repeat(13) + "\"}";
        Yield array = split("[" + exact + ",".repeat(1) + over + "," + exact + "]", options);
        assertThat(array.texts()).containsExactly(exact, over, exact);
        assertThat(array.frames.get(0).headers()).isEmpty();
        assertThat(array.frames.get(1).headers())
                .containsEntry(Frame.REASON, "too_large")
                .containsEntry(Frame.FULL_LENGTH, "21")
                .containsEntry(Frame.FULL_SHA256, sha(over));
        Yield document = split("  " + exact + "\n\n\n", options);
        assertThat(document.texts()).containsExactly(exact);
        assertThat(document.frames.get(0).headers()).isEmpty();
    }

    // ---- records ----

    @Test
    void records_are_the_array_at_a_pointer() throws IOException {
        String document = "{\"x\":{\"a/b\":[9]},\"d\":{\"a\\/b\":[{\"i\":1},{\"i\":2}],\"z\":[{}]},\"y\":\"[\"}";
        assertThat(split(document, DOCUMENT.withRecords("/d/a~1b")).texts()).containsExactly("{\"i\":1}", "{\"i\":2}");
        assertThat(split("[5,{\"r\":[6,7]}]", DOCUMENT.withRecords("/1/r")).texts())
                .containsExactly("6", "7");
        assertThat(split("[{\"i\":1}]", DOCUMENT.withRecords("")).texts()).containsExactly("{\"i\":1}");
    }

    @Test
    void a_document_without_the_array_is_one_frame() throws IOException {
        for (String document : List.of("{\"a\":[1]}", "{\"Records\":{}}", "5", "{\"Records\":\"[1]\"}", "{}")) {
            Yield yield = split(document + " \n", DOCUMENT.withRecords("/Records"));
            assertThat(yield.texts()).containsExactly(document);
            assertThat(yield.frames.get(0).headers())
                    .containsEntry(Frame.REASON, "no_records")
                    .containsEntry(Frame.DETAIL, "There is no array at '/Records'");
        }
        assertThat(split("{\"a\":1}", DOCUMENT.withRecords("")).frames.get(0).headers())
                .containsEntry(Frame.REASON, "no_records");
    }

    @Test
    void a_broken_document_with_records_gives_what_came_before_and_the_rest() throws IOException {
        Yield before = split("{\"a\":1,\"Records\":[{\"i\":1},{\"i\":2", DOCUMENT.withRecords("/Records"));
        assertThat(before.texts()).containsExactly("{\"i\":1}", "{\"i\":2");
        Yield none = split("{\"a\":1,\"Rec", DOCUMENT.withRecords("/Records"));
        assertThat(none.texts()).containsExactly("{\"a\":1,\"Rec");
        assertThat(none.frames.get(0).headers()).containsEntry(Frame.REASON, "invalid_json");
        Yield behind = split("{\"Records\":[{\"i\":1}],\"b\":", DOCUMENT.withRecords("/Records"));
        assertThat(behind.texts()).containsExactly("{\"i\":1}", "");
    }

    @Test
    void each_line_is_a_document_where_lines_have_records() throws IOException {
        String text = "{\"r\":[{\"i\":1},{\"i\":2}]}\n\n{\"r\":[{\"i\":3}\n{\"q\":1}\n{\"r\":[{\"i\":4}]}";
        Yield yield = split(text, LINES.withRecords("/r"));
        assertThat(yield.texts()).containsExactly("{\"i\":1}", "{\"i\":2}", "{\"i\":3}", "", "{\"q\":1}", "{\"i\":4}");
        assertThat(yield.places()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(yield.blank).isEqualTo(1);
    }

    @Test
    void documents_are_those_of_a_naive_model_whatever_the_chunks() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> elements = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                elements.add(value(random, 4));
            }
            String array = "[" + String.join(random.nextBoolean() ? " ,\n" : ",", elements) + "]";
            String document = "{\"k\\\"\":" + value(random, 3) + ", \"data\" : {\"n\":" + value(random, 2)
                    + ",\"stations\":" + array + "},\"t\":" + value(random, 3) + "}";
            Yield plain = new Yield();
            Splitters.split(new RandomChunks(array.getBytes(UTF_8), seed), "a", DOCUMENT, plain);
            assertThat(plain.texts()).as("seed %s", seed).isEqualTo(elements);
            Yield records = new Yield();
            Splitters.split(
                    new RandomChunks(document.getBytes(UTF_8), seed),
                    "a",
                    DOCUMENT.withRecords("/data/stations"),
                    records);
            assertThat(records.texts()).as("seed %s", seed).isEqualTo(elements);
        }
    }

    @Test
    void nesting_of_a_million_levels_overflows_nothing() throws IOException {
        String deep = "[".repeat(1_000_000);
        assertThat(split("[{\"a\":1}," + deep, DOCUMENT).frames).hasSize(2);
        assertThat(split("{\"r\":[" + deep, DOCUMENT.withRecords("/r")).frames).hasSize(1);
    }

    // ---- what it is ----

    @Test
    void auto_looks_at_the_name_and_then_at_the_first_line() throws IOException {
        assertThat(split("\n {\"a\":1} \nnot json\n", AUTO, "x.json").texts())
                .containsExactly(" {\"a\":1} ", "not json");
        assertThat(split("{\n\"a\":1}\n", AUTO, "x.json").texts()).containsExactly("{\n\"a\":1}");
        assertThat(split("{\n\"a\":1}\n", AUTO, "x.NDJSON.gz").texts()).containsExactly("{", "\"a\":1}");
        assertThat(split("[{\"a\":1}]\n[2]\n", AUTO, "x.jsonl").texts()).containsExactly("[{\"a\":1}]", "[2]");
        assertThat(split("[{\"a\":1},\n{\"a\":2}]\n", AUTO, "x.json").texts())
                .containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(split("{\"a\":1} {\"b\":2}\n", AUTO, "x").frames).hasSize(1);
        assertThat(split("{\"a\":\"" + "x".repeat(300_000) + "\"}\n{}\n", AUTO, "x").frames)
                .hasSize(2);
    }

    @Test
    void a_stray_zero_at_the_start_does_not_make_the_file_another_charset() throws IOException {
        for (String first : List.of("\0{\"a\":1}", "{\0\"a\":1}", "\0\0{\"a\":1}")) {
            assertThat(split(first + "\n{\"b\":2}\n", LINES).texts()).containsExactly(first, "{\"b\":2}");
        }
    }

    @Test
    void other_charsets_are_one_frame_and_named() throws IOException {
        for (var charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                java.nio.charset.Charset.forName("UTF-32"))) {
            byte[] bytes = "{\"a\":1}\n{\"b\":2}\n".getBytes(charset);
            Yield yield = new Yield();
            Splitters.split(new ByteArrayInputStream(bytes), "x.ndjson", AUTO, yield);
            assertThat(yield.frames).as(charset.name()).hasSize(1);
            assertThat(yield.frames.get(0).payload()).isEqualTo(bytes);
            assertThat(yield.frames.get(0).headers()).containsEntry(Frame.REASON, "charset");
        }
    }

    @Test
    void what_is_no_pointer_is_refused() {
        assertThatThrownBy(() -> AUTO.withRecords("Records"))
                .hasMessage("'Records' is no JSON pointer (RFC 6901), as '/Records' or '/data/stations'");
        assertThatThrownBy(() -> AUTO.withRecords("/a~2")).isInstanceOf(IllegalArgumentException.class);
        assertThat(AUTO.withRecords("/a~1b/~0").recordsPointer()).contains("/a~1b/~0");
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "\"" + "\\\\".repeat(random.nextInt(3)) + "ä,]}{[\\\"" + "x".repeat(random.nextInt(2000)) + "\"";
            case 2 -> "true";
            case 3 -> "-1.5e3";
            case 4 -> "[ " + value(random, depth - 1) + " , " + value(random, depth - 1) + "]";
            default -> "{\"a\":" + value(random, depth - 1) + ",\"stations\":[" + value(random, depth - 1) + "]}";
        };
    }

    private static Yield split(String text, SplitOptions options) throws IOException {
        return split(text, options, "x");
    }

    private static Yield split(String text, SplitOptions options, String name) throws IOException {
        Yield yield = new Yield();
        Splitters.split(new RandomChunks(text.getBytes(UTF_8), text.length()), name, options, yield);
        return yield;
    }

    private static byte[] concat(byte[] a, byte[] b) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(a);
        both.write(b);
        return both.toByteArray();
    }

    private static String sha(String text) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private record Piece(long place, byte[] payload, Map<String, String> headers) {}

    private static final class Yield implements FrameSink {
        final List<Piece> frames = new ArrayList<>();
        long blank;

        @Override
        public void frame(long place, byte[] bytes, int offset, int length, Map<String, String> headers) {
            frames.add(new Piece(place, Arrays.copyOfRange(bytes, offset, offset + length), headers));
        }

        @Override
        public void blank() {
            blank++;
        }

        List<String> texts() {
            return frames.stream().map(f -> new String(f.payload, UTF_8)).toList();
        }

        List<Long> places() {
            return frames.stream().map(Piece::place).toList();
        }
    }

    /** Gives its bytes in chunks of random length. */
    private static final class RandomChunks extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;

        RandomChunks(byte[] bytes, long seed) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = new Random(seed);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int most = random.nextInt(10) == 0 ? 100_000 : 100;
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}

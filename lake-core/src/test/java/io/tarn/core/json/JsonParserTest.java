package io.tarn.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.core.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \t\r\n{ } \n",
                "{\"a\":1}",
                "{\"\":0}",
                "{\"a\" : [ ] , \"b\":[1 , 2],\"c\":{\"d\":null}}",
                "{\"a\":-0,\"b\":-0.0,\"c\":0e1,\"d\":1E+2,\"e\":1e-2,\"f\":0.5,\"g\":-12.25e10}",
                "{\"a\":true,\"b\":false,\"c\":null}",
                "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u0000\"}",
                "{\"a\":\"\\ud83d\\ude00\",\"b\":\"\\ud800\",\"c\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\u2028\u2029\ufffd\ufeff\uD83D\uDE00\u007f\"}",
                "{\"a\":1,\"A\":2}",
                "{\"a\":1e400,\"b\":1e999999999,\"c\":123456789012345678901234567890}",
                "{\"a\":{\"a\":{\"a\":1}}}",
            })
    void takes_what_rfc_8259_takes(String json) {
        assertThatCode(() -> parse(json)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":2,",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":\"b",
                "{\"a\":[1",
                "{\"a\":[1,",
                "{\"a\":tru",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{,}",
                "{\"a\":[,1]}",
                "{\"a\":[1 2]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\"1}",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\":'b'}",
                "{\"a\":01}",
                "{\"a\":-01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1.e5}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":-}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":True}",
                "{\"a\":nul}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\u001f\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12",
                "{/**/\"a\":1}",
                "]",
                "{\"a\":[1}",
                "{\"a\":{]}",
                "\ufeff\ufeff{}",
                "{\ufeff}",
                "{\u00a0}",
                "{\"a\":\u2028 1}",
                "}",
                "nope",
                "\u0000",
            })
    void refuses_what_is_no_json(String json) {
        assertThat(reason(json)).isEqualTo(Reason.INVALID_JSON);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of("{} {}", Reason.TRAILING_DATA),
                Arguments.of("{} xyz", Reason.TRAILING_DATA),
                Arguments.of("{}\u0000", Reason.TRAILING_DATA),
                Arguments.of("{}}", Reason.TRAILING_DATA),
                Arguments.of("{\"a\":1,\"a\":2} x", Reason.TRAILING_DATA),
                Arguments.of("[]", Reason.NOT_OBJECT),
                Arguments.of("[{\"a\":1,\"a\":2}]", Reason.NOT_OBJECT),
                Arguments.of("1", Reason.NOT_OBJECT),
                Arguments.of("\"a\"", Reason.NOT_OBJECT),
                Arguments.of("null", Reason.NOT_OBJECT),
                Arguments.of("[1", Reason.INVALID_JSON),
                Arguments.of("", Reason.EMPTY_BODY),
                Arguments.of(" \t\r\n", Reason.EMPTY_BODY),
                Arguments.of("\ufeff", Reason.EMPTY_BODY),
                Arguments.of("{\"a\":1,\"a\":1}", Reason.DUPLICATE_KEY),
                Arguments.of("{\"a\":1,\"\\u0061\":2}", Reason.DUPLICATE_KEY),
                Arguments.of("{\"\\ud83d\\ude00\":1,\"\uD83D\uDE00\":2}", Reason.DUPLICATE_KEY),
                Arguments.of("{\"\":1,\"\":2}", Reason.DUPLICATE_KEY),
                Arguments.of("{\"x\":[{\"k\":{\"a\":1,\"b\":2,\"a\":3}}]}", Reason.DUPLICATE_KEY),
                Arguments.of("{\"x\":{\"a\":1,\"a\":2},", Reason.INVALID_JSON),
                Arguments.of("{\"x\":" + "7".repeat(401) + "}", Reason.NUMBER_TOO_LONG),
                Arguments.of("{\"x\":" + "7".repeat(2_000) + ",}", Reason.INVALID_JSON),
                Arguments.of(nested(65), Reason.TOO_DEEP),
                Arguments.of(nested(1_100), Reason.TOO_DEEP),
                Arguments.of("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}", Reason.TOO_DEEP),
                Arguments.of("[".repeat(1_000_000), Reason.TOO_DEEP),
                Arguments.of("{\"a\":[" + "[],".repeat(1_000_000) + "[]]}", Reason.TOO_MANY_TOKENS),
                Arguments.of(keys(16_385), Reason.FIELDS_PER_OBJECT));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void says_why(String json, Reason reason) {
        assertThat(reason(json)).isEqualTo(reason);
    }

    @Test
    void takes_what_is_just_within_the_limits() throws JsonRejected {
        parse(nested(64));
        parse("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
        assertThat(parse(keys(16_384)).size(0)).isEqualTo(16_384);
        JsonTape tape = parse("{\"x\":" + "7".repeat(400) + "}");
        assertThat(tape.text(2)).hasSize(400);
        assertThat(parse("{\"a\":[" + "1,".repeat(999_996) + "1]}").nodes()).isEqualTo(1_000_000);
        assertThat(parse("{}").nodes()).isEqualTo(1);
    }

    @Test
    void finds_a_duplicate_among_many_keys() {
        String many = keys(16_000);
        assertThat(reason(many.substring(0, many.length() - 1) + ",\"k777\":0}"))
                .isEqualTo(Reason.DUPLICATE_KEY);
    }

    static Stream<Arguments> badUtf8() {
        return Stream.of(
                Arguments.of(new int[] {0xFF, 0xFE}),
                Arguments.of(new int[] {0xC0, 0xAF}),
                Arguments.of(new int[] {0xC1, 0xBF}),
                Arguments.of(new int[] {0xE0, 0x80, 0xAF}),
                Arguments.of(new int[] {0xF0, 0x8F, 0x80, 0x80}),
                Arguments.of(new int[] {0xED, 0xA0, 0x80}),
                Arguments.of(new int[] {0xED, 0xBF, 0xBF}),
                Arguments.of(new int[] {0xF4, 0x90, 0x80, 0x80}),
                Arguments.of(new int[] {0xF5, 0x80, 0x80, 0x80}),
                Arguments.of(new int[] {0x80}),
                Arguments.of(new int[] {0xC3}),
                Arguments.of(new int[] {0xE2, 0x82}),
                Arguments.of(new int[] {0xF0, 0x9F, 0x98}));
    }

    @ParameterizedTest
    @MethodSource("badUtf8")
    void refuses_bytes_that_are_not_utf8_wherever_they_stand(int[] bad) {
        for (String before : new String[] {"{\"a\":\"", "{\"aaaaaaaaaaaaaaaaaaaaaaa\":\"", "{}   ", "{broken "}) {
            byte[] bytes = join(before, bad, "\"}");
            assertThat(reason(bytes, 0, bytes.length)).isEqualTo(Reason.UTF8);
            byte[] atEnd = join(before, bad, "");
            assertThat(reason(atEnd, 0, atEnd.length)).isEqualTo(Reason.UTF8);
        }
    }

    @Test
    void takes_the_edges_of_unicode() throws JsonRejected {
        String edges = "\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
        assertThat(parse("{\"a\":\"" + edges + "\"}").text(2)).isEqualTo(edges);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "X-UTF-16LE-BOM"})
    void refuses_other_charsets(String charset) {
        byte[] bytes = "{\"a\":\"\u65e5\"}".getBytes(Charset.forName(charset));
        assertThat(reason(bytes, 0, bytes.length)).isEqualTo(Reason.CHARSET);
    }

    @Test
    void says_utf8_where_only_the_first_bytes_look_like_a_mark() {
        byte[] bytes = join("", new int[] {0xFF, 0xFE}, "{\"a\":1}");
        assertThat(reason(bytes, 0, bytes.length)).isEqualTo(Reason.UTF8);
    }

    @Test
    void skips_a_byte_order_mark_at_the_start_only() throws JsonRejected {
        JsonTape tape = parse("\ufeff{\"a\":1}");
        assertThat(tape.start(0)).isEqualTo(3);
        assertThat(reason("{}\ufeff")).isEqualTo(Reason.TRAILING_DATA);
    }

    @Test
    void reads_a_slice_and_nothing_around_it() throws JsonRejected {
        byte[] bytes = "xx{\"a\":12}34".getBytes(StandardCharsets.UTF_8);
        JsonTape tape = parser.parse(bytes, 2, 10);
        assertThat(tape.longValue(2)).isEqualTo(12);
        assertThat(reason(bytes, 2, 9)).isEqualTo(Reason.INVALID_JSON);
        assertThat(reason("xx{\"a\":\"\\u0061\"}".getBytes(StandardCharsets.UTF_8), 2, 12))
                .isEqualTo(Reason.INVALID_JSON);
    }

    @Test
    void names_the_place() {
        JsonRejected e = catchThrowableOfType(JsonRejected.class, () -> parse(" {\"a\":1,}"));
        assertThat(e.offset()).isEqualTo(8);
        assertThat(e).hasMessage("The character is not what JSON allows here at byte 8");
    }

    private JsonTape parse(String json) throws JsonRejected {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 0, bytes.length);
    }

    private Reason reason(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return reason(bytes, 0, bytes.length);
    }

    private Reason reason(byte[] bytes, int from, int to) {
        JsonRejected e = catchThrowableOfType(JsonRejected.class, () -> parser.parse(bytes, from, to));
        return e == null ? null : e.reason();
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    private static String keys(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":0");
        }
        return json.append('}').toString();
    }

    private static byte[] join(String before, int[] middle, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        for (int b : middle) {
            out.write(b);
        }
        out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}

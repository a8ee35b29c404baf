package io.tarn.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTapeTest {
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);

    @Test
    void lays_members_and_elements_side_by_side() throws JsonRejected {
        JsonTape tape = parse("{\"a\": [1, {\"b\": [] }, null], \"c\": \"x\"}");
        assertThat(tape.kind(0)).isEqualTo(JsonKind.OBJECT);
        assertThat(tape.size(0)).isEqualTo(2);
        int array = 2;
        assertThat(source(tape, array)).isEqualTo("[1, {\"b\": [] }, null]");
        assertThat(tape.size(array)).isEqualTo(3);
        int object = tape.after(array + 1);
        assertThat(source(tape, object)).isEqualTo("{\"b\": [] }");
        assertThat(tape.kind(tape.after(object))).isEqualTo(JsonKind.NULL);
        int second = tape.after(array);
        assertThat(tape.text(second)).isEqualTo("c");
        assertThat(tape.text(second + 1)).isEqualTo("x");
        assertThat(tape.after(second + 1)).isEqualTo(tape.after(0)).isEqualTo(tape.nodes());
    }

    @Test
    void finds_members_by_their_decoded_key() throws JsonRejected {
        JsonTape tape = parse("{\"x\":{\"y\":1},\"\\u0079\":2,\"\uD83D\uDE00\":3,\"\":4,\"long key of some words\":5}");
        assertThat(tape.longValue(tape.find(0, utf8("y")))).isEqualTo(2);
        assertThat(tape.longValue(tape.find(0, utf8("\uD83D\uDE00")))).isEqualTo(3);
        assertThat(tape.longValue(tape.find(0, utf8("")))).isEqualTo(4);
        assertThat(tape.longValue(tape.find(0, utf8("long key of some words")))).isEqualTo(5);
        assertThat(tape.longValue(tape.find(tape.find(0, utf8("x")), utf8("y"))))
                .isEqualTo(1);
        assertThat(tape.find(0, utf8("z"))).isEqualTo(-1);
    }

    @Test
    void decodes_every_escape() throws JsonRejected {
        JsonTape tape = parse("{\"a\":\"1\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\u20ac\\ud83d\\uDE00\\u0000z\"}");
        String expected = "1\"\\/\b\f\n\r\t\u00e9\u20ac\uD83D\uDE00\u0000z";
        assertThat(tape.escaped(2)).isTrue();
        assertThat(tape.loneSurrogate(2)).isFalse();
        assertThat(tape.text(2)).isEqualTo(expected);
        byte[] into = new byte[tape.end(2) - tape.start(2)];
        assertThat(new String(into, 0, tape.decode(2, into), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void knows_a_surrogate_without_its_partner() throws JsonRejected {
        JsonTape tape =
                parse("{\"a\":\"x\\ud800\\n\\udc00\u00e9\",\"b\":\"\\ud800\\udc00\",\"\\udfff\":\"\\ud800\\u0041\"}");
        assertThat(tape.loneSurrogate(2)).isTrue();
        assertThat(tape.text(2)).isEqualTo("x\ud800\n\udc00\u00e9");
        assertThat(tape.loneSurrogate(4)).isFalse();
        assertThat(tape.loneSurrogate(5)).isTrue();
        assertThat(tape.text(6)).isEqualTo("\ud800A");
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-0, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "-9223372036854775808, true",
        "-9223372036854775809, false",
        "1000000000000000000, true",
        "10000000000000000000, false",
        "999999999999999999, true"
    })
    void knows_which_integers_are_longs(String number, boolean fits) throws JsonRejected {
        JsonTape tape = parse("{\"a\":" + number + "}");
        assertThat(tape.kind(2)).isEqualTo(JsonKind.INTEGER);
        assertThat(tape.fitsLong(2)).isEqualTo(fits);
        if (fits) {
            assertThat(tape.longValue(2)).isEqualTo(Long.parseLong(number));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "-0.0",
                "1.10",
                "1e2",
                "123456789012345.6",
                "0.1000000000000000055511151231257827",
                "1e400",
                "-1e400",
                "1e-400",
                "5e-324",
                "1.7976931348623157e308",
                "9007199254740993.0",
                "0.000000000000001",
                "123456.789",
                "1e999999999",
                "2.2250738585072011e-308"
            })
    void reads_the_nearest_double(String number) throws JsonRejected {
        JsonTape tape = parse("{\"a\":" + number + "}");
        assertThat(tape.kind(2)).isEqualTo(JsonKind.FRACTION);
        assertThat(Double.doubleToRawLongBits(tape.doubleValue(2)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
        assertThat(tape.text(2)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, true",
        "9007199254740993, false",
        "9223372036854775807, false",
        "-9223372036854775808, true",
        "9223372036854775808, true",
        "9223372036854775809, false",
        "100000000000000000000, true",
        "123456789012345, true"
    })
    void knows_which_integers_are_doubles(String number, boolean fits) throws JsonRejected {
        assertThat(parse("{\"a\":" + number + "}").fitsDouble(2)).isEqualTo(fits);
        assertThat(parse("{\"a\":1" + "0".repeat(399) + "}").fitsDouble(2)).isFalse();
    }

    private JsonTape parse(String json) throws JsonRejected {
        byte[] bytes = utf8(json);
        return parser.parse(bytes, 0, bytes.length);
    }

    private static String source(JsonTape tape, int node) {
        return new String(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.tarn.orchestration.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.landing.Ack;
import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What RFC 8259 takes and what it does not, made from its grammar: every shape of a number, every escape, every byte
 * that a string may not hold, every structure with one token too many or too few.
 */
final class CorpusTest {
    @TempDir
    Path folder;

    @Rows(109)
    @Test
    void the_door_takes_all_json_and_nothing_else() {
        List<byte[]> good = good();
        List<byte[]> bad = bad();
        assertThat(good.size()).isGreaterThan(250);
        assertThat(bad.size()).isGreaterThan(380);
        try (LandingWriter writer = LandingWriter.open(LandingConfig.of(folder))) {
            assertThat(refused(writer, good)).as("refused, and is JSON").isEmpty();
            assertThat(refused(writer, bad))
                    .as("those that are no JSON")
                    .isEqualTo(bad.stream().map(CorpusTest::text).toList());
        }
    }

    private static List<byte[]> good() {
        List<String> values = new ArrayList<>(List.of(
                "true",
                "false",
                "null",
                "[]",
                "{}",
                "\"\"",
                "[[]]",
                "[{}]",
                "{\"a\":{}}",
                "[1,2]",
                "[null,1,\"2\",{}]",
                "{\"b\":1,\"c\":2}",
                " 1",
                "1 ",
                "\t[\r\n1\n,\t2 ] ",
                "\"\u007f\"",
                "\"\u00e9\"",
                "\"\u2028\u2029\"",
                "\"\ud83d\ude00\"",
                "\"\uffff\"",
                "\"\\ud83d\\ude00\"",
                "{\"\":0}",
                "{\"\\u0000\":0}",
                "-0",
                "-0.0"));
        for (String sign : List.of("", "-")) {
            for (String whole : List.of("0", "1", "10", "987654321")) {
                for (String fraction : List.of("", ".0", ".5", ".00125")) {
                    for (String exponent : List.of("", "e1", "E1", "e+10", "E-10", "e00")) {
                        values.add(sign + whole + fraction + exponent);
                    }
                }
            }
        }
        for (char escaped : "\"\\/bfnrt".toCharArray()) {
            values.add("\"\\" + escaped + "\"");
        }
        for (String hex : List.of("0000", "abcd", "ABCD", "00e9", "2028", "FFFF")) {
            values.add("\"\\u" + hex + "\"");
        }
        for (char plain = ' '; plain < 0x7f; plain++) {
            if (plain != '"' && plain != '\\') {
                values.add("\"" + plain + "\"");
            }
        }
        return events(values);
    }

    private static List<byte[]> bad() {
        List<String> values = new ArrayList<>(List.of(
                "",
                "nul",
                "Null",
                "NULL",
                "tru",
                "truee",
                "fals",
                "undefined",
                "NaN",
                "-NaN",
                "Infinity",
                "-Infinity",
                "inf",
                "'a'",
                "a",
                "[",
                "]",
                "[1",
                "1]",
                "[1,]",
                "[,1]",
                "[,]",
                "[1,,2]",
                "[1 2]",
                "[1:2]",
                "[1;2]",
                "{",
                "}}",
                "{]",
                "[}",
                "{\"b\"}",
                "{\"b\":}",
                "{\"b\":1,}",
                "{,\"b\":1}",
                "{\"b\":1,,\"c\":2}",
                "{\"b\" 1}",
                "{\"b\"::1}",
                "{\"b\":1 \"c\":2}",
                "{\"b\":1;\"c\":2}",
                "{b:1}",
                "{'b':1}",
                "{1:1}",
                "{null:1}",
                "{\"b\",1}",
                "{\"b\":1,\"b\":2}",
                "\"a",
                "a\"",
                "\"a\"b\"",
                "\"a\"\"b\"",
                "/* */1",
                "1//",
                "1#",
                "\u00a01",
                "\u20281",
                "\ufeff1",
                "1\f",
                "1\u000b",
                "\\u0031",
                "(1)",
                "<1>",
                "$1",
                "[1]]",
                "1 2"));
        for (String sign : List.of("", "-")) {
            for (String number : List.of(
                    "01", "00", "012.5", ".5", "1.", "1.e1", "0.", ".", "e1", "1e", "1E", "1e+", "1e-", "1e1.5",
                    "1.2.3", "1e1e1", "0x1F", "0b1", "0o7", "1_000", "1f", "1d", "1L", "1n", "+1", "++1", "--1", "- 1",
                    "1 .5", "1. 5", "1e 5", "1,5", "\uff11", "\u0661", "1\u00bd")) {
                values.add(sign + number);
            }
        }
        for (char escaped = ' '; escaped < 0x7f; escaped++) {
            if ("\"\\/bfnrtu".indexOf(escaped) < 0) {
                values.add("\"\\" + escaped + "\"");
            }
        }
        for (String hex : List.of("", "0", "00", "000", "000g", "g000", " 000", "+000", "-000", "{41}", "00 0")) {
            values.add("\"\\u" + hex + "\"");
        }
        for (char control = 0; control < ' '; control++) {
            values.add("\"" + control + "\"");
            if ("\t\n\r".indexOf(control) < 0) {
                values.add("1" + control);
                values.add(control + "1");
            }
        }
        List<byte[]> all = events(values);
        for (String after : List.of("{}", "1", ",", "]", "}", "\"", "a", "\u0000", "\ufeff", "{\"b\":1}")) {
            all.add(("{\"a\":1}" + after).getBytes(UTF_8));
        }
        for (String whole : List.of("1", "\"a\"", "[]", "[{}]", "null", "true", "", " ", "\"{}\"")) {
            all.add(whole.getBytes(UTF_8));
        }
        for (String bytes : List.of(
                "\u0080",
                "\u00bf",
                "\u00c0\u00af",
                "\u00c1\u00bf",
                "\u00c2",
                "\u00c2 ",
                "\u00e0\u0080\u00af",
                "\u00e2\u0082",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00bf\u00bf",
                "\u00f0\u0080\u0080\u00af",
                "\u00f0\u009f\u0098",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u00fe",
                "\u00ff",
                "\u00ff\u00fe")) {
            all.add(("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1));
            all.add(("{\"" + bytes + "\":1}").getBytes(ISO_8859_1));
        }
        String event = "{\"a\":[1,{\"b\":\"c\\u0041\"},null]}";
        for (int length = 1; length < event.length(); length++) {
            all.add(event.substring(0, length).getBytes(UTF_8));
        }
        return all;
    }

    private static List<byte[]> events(List<String> values) {
        List<byte[]> events = new ArrayList<>();
        values.forEach(value -> events.add(("{\"a\":" + value + "}").getBytes(UTF_8)));
        return events;
    }

    private static List<String> refused(LandingWriter writer, List<byte[]> events) {
        List<Ack> acks = writer.appendAll(
                        "things", events.stream().map(Event::of).toList())
                .join();
        return IntStream.range(0, events.size())
                .filter(i -> acks.get(i) instanceof Ack.Refused)
                .mapToObj(i -> text(events.get(i)))
                .toList();
    }

    private static String text(byte[] event) {
        StringBuilder out = new StringBuilder();
        for (byte each : event) {
            int c = each & 0xff;
            out.append(c < ' ' || c > '~' ? String.format(Locale.ROOT, "\\x%02x", c) : String.valueOf((char) c));
        }
        return out.toString();
    }
}

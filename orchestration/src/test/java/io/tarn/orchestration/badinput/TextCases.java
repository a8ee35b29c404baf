package io.tarn.orchestration.badinput;

import static io.tarn.core.Reason.CHARSET;
import static io.tarn.core.Reason.INVALID_JSON;
import static io.tarn.core.Reason.NOT_OBJECT;
import static io.tarn.core.Reason.TRAILING_DATA;
import static io.tarn.core.Reason.UTF8;
import static io.tarn.orchestration.badinput.BadInput.document;
import static io.tarn.orchestration.badinput.BadInput.file;
import static io.tarn.orchestration.badinput.BadInput.json;
import static io.tarn.orchestration.badinput.BadInput.lines;
import static io.tarn.orchestration.badinput.BadInput.with;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;

/** What is no JSON, or not where it should be: rows 1 to 27. */
final class TextCases {
    private static final int[] MARK = {0xEF, 0xBB, 0xBF};

    private TextCases() {}

    static List<BadInput> all() {
        return List.of(
                lines("1", "truncated object").aside(INVALID_JSON, "{'id':2,"),
                lines("2", "two documents on one line")
                        .aside(TRAILING_DATA, "{'r2':1} {'r2':2}")
                        .aside(TRAILING_DATA, "{'r2':1}{'r2':2}"),
                document("2", "two documents in one file", "{\n'r2':1}\n{'r2':2}\n")
                        .yieldsAside(TRAILING_DATA, json("{\n'r2':1}\n{'r2':2}")),
                lines("3", "trailing garbage").aside(TRAILING_DATA, "{} xyz"),
                lines("4", "an array in NDJSON").aside(NOT_OBJECT, "[{'r4':1},{'r4':2}]"),
                document("4", "an array as document", "[{'r4':1}, {'r4':2},\n 3]")
                        .yieldsRow(json("{'r4':1}"), "{'r4':1}")
                        .yieldsRow(json("{'r4':2}"), "{'r4':2}")
                        .yieldsAside(NOT_OBJECT, json("3")),
                document("4", "an array as records", "{'n':2,'Records':[{'r4':3},[]],'end':0}")
                        .with("--records", "/Records")
                        .yieldsRow(json("{'r4':3}"), "{'r4':3}")
                        .yieldsAside(NOT_OBJECT, json("[]")),
                document("4", "an array cut off", "[{'r4':4},{'r4':")
                        .yieldsRow(json("{'r4':4}"), "{'r4':4}")
                        .yieldsAside(INVALID_JSON, json("{'r4':")),
                lines("5", "scalars at the top")
                        .aside(NOT_OBJECT, "1")
                        .aside(NOT_OBJECT, "'text'")
                        .aside(NOT_OBJECT, "null")
                        .aside(NOT_OBJECT, "true"),
                document("5", "a scalar as document", "null").yieldsAside(NOT_OBJECT, json("null")),
                lines("6", "blank lines")
                        .blank("")
                        .blank(" \t ")
                        .same("{'r6':1}")
                        .blank("\r"),
                lines("7", "nothing"),
                lines("8", "CRLF")
                        .raw(json("{'r8':1}\r\n{'r8':2}\r\n"))
                        .yieldsRow(json("{'r8':1}"), "{'r8':1}")
                        .yieldsRow(json("{'r8':2}"), "{'r8':2}"),
                lines("9", "lone CR").aside(TRAILING_DATA, "{'r9':1}\r{'r9':2}"),
                lines("10", "U+2028 and U+2029").same("{'r10':'a\u2028b\u2029c'}"),
                lines("11", "pretty-printed in NDJSON")
                        .aside(INVALID_JSON, "{")
                        .aside(TRAILING_DATA, "  'r11': 1")
                        .aside(INVALID_JSON, "}"),
                document("11", "pretty-printed as document", "{\n  'r11': 1\n}\n")
                        .yieldsRow(json("{\n  'r11': 1\n}"), "{'r11':1}"),
                lines("12", "last line without end")
                        .same("{'r12':1}")
                        .raw(json("{'r12':2}"))
                        .yieldsRow(json("{'r12':2}"), "{'r12':2}"),
                lines("13", "truncated last line")
                        .same("{'r13':1}")
                        .raw(json("{'r13':"))
                        .yieldsAside(INVALID_JSON, json("{'r13':")),
                lines("14", "mark at the start")
                        .raw(with("@{'r14':1}\n", MARK))
                        .yieldsRow(json("{'r14':1}"), "{'r14':1}"),
                file("14", "mark at the start of a document", "json", with("@{\n'r14':2}", MARK))
                        .yieldsRow(json("{\n'r14':2}"), "{'r14':2}"),
                lines("15", "mark inside").same("{'r15':1}").aside(INVALID_JSON, with("@{'r15':2}", MARK)),
                charset("UTF-16LE", UTF_16LE, ""),
                charset("UTF-16BE", UTF_16BE, ""),
                charset("UTF-16LE marked", UTF_16LE, "\ufeff"),
                charset("UTF-16BE marked", UTF_16BE, "\ufeff"),
                charset("UTF-32LE", Charset.forName("UTF-32LE"), ""),
                charset("UTF-32BE", Charset.forName("UTF-32BE"), ""),
                charset("UTF-32BE marked", Charset.forName("UTF-32BE"), "\ufeff"),
                lines("17", "invalid bytes")
                        .aside(UTF8, with("{'r17':'@'}", 0xFF, 0xFE))
                        .aside(UTF8, with("{'@':1}", 0xE9))
                        .aside(UTF8, with("{'r17':'@'}", 0xE2, 0x82)),
                lines("18", "overlong")
                        .aside(UTF8, with("{'r18':'@'}", 0xC0, 0xAF))
                        .aside(UTF8, with("{'r18':'@'}", 0xE0, 0x80, 0xAF))
                        .aside(UTF8, with("{'r18':'@'}", 0xF0, 0x80, 0x80, 0xAF)),
                lines("19", "CESU surrogate").aside(UTF8, with("{'r19':'@'}", 0xED, 0xA0, 0x80)),
                lines("20", "above U+10FFFF")
                        .aside(UTF8, with("{'r20':'@'}", 0xF4, 0x90, 0x80, 0x80))
                        .aside(UTF8, with("{'r20':'@'}", 0xF5, 0x80, 0x80, 0x80)),
                lines("23", "raw control characters")
                        .aside(INVALID_JSON, with("{'r23':'a@b'}", 0))
                        .aside(INVALID_JSON, with("{'r23':'a@b'}", 1))
                        .aside(INVALID_JSON, with("{'r23':'a@b'}", 0x1f))
                        .aside(INVALID_JSON, with("{@'r23':1}", 0)),
                lines("23", "NUL before the first event")
                        .aside(INVALID_JSON, with("@{'r23':1}", 0))
                        .same("{'r23':2}"),
                lines("24", "NUL after the document").aside(TRAILING_DATA, with("{'r24':1}@", 0)),
                lines("25", "raw tab in a string").aside(INVALID_JSON, "{'r25':'a\tb'}"),
                document("25", "raw newline in a string", "{'r25':'a\nb'}")
                        .yieldsAside(INVALID_JSON, json("{'r25':'a\nb'}")),
                lines("26", "what other parsers take")
                        .aside(INVALID_JSON, "{/*c*/'r26':1}")
                        .aside(INVALID_JSON, "// c")
                        .aside(INVALID_JSON, "# c")
                        .aside(INVALID_JSON, "{'r26':1 // c")
                        .aside(INVALID_JSON, "{'r26':1}".replace('\'', '`').getBytes(UTF_8))
                        .aside(INVALID_JSON, "{'r26':1}".getBytes(UTF_8))
                        .aside(INVALID_JSON, "{\"r26\":'1'}".getBytes(UTF_8))
                        .aside(INVALID_JSON, "{r26:1}")
                        .aside(INVALID_JSON, "{'r26':1,}")
                        .aside(INVALID_JSON, "{'r26':[1,]}")
                        .aside(INVALID_JSON, "{,'r26':1}")
                        .aside(INVALID_JSON, "{'r26':01}")
                        .aside(INVALID_JSON, "{'r26':-01}")
                        .aside(INVALID_JSON, "{'r26':+1}")
                        .aside(INVALID_JSON, "{'r26':0x1F}")
                        .aside(INVALID_JSON, "{'r26':.5}")
                        .aside(INVALID_JSON, "{'r26':1.}")
                        .aside(INVALID_JSON, "{'r26':1e}")
                        .aside(INVALID_JSON, "{'r26':True}")
                        .aside(INVALID_JSON, "{'r26':'\\x41'}")
                        .aside(INVALID_JSON, "{'r26':'\\u12g4'}"),
                lines("27", "no numbers")
                        .aside(INVALID_JSON, "{'r27':NaN}")
                        .aside(INVALID_JSON, "{'r27':Infinity}")
                        .aside(INVALID_JSON, "{'r27':-Infinity}"));
    }

    private static BadInput charset(String name, Charset charset, String mark) {
        byte[] file = (mark + "{\"r16\":1}\n{\"r16\":2}\n").getBytes(charset);
        return file("16", name, "ndjson", file).yieldsAside(CHARSET, file);
    }
}

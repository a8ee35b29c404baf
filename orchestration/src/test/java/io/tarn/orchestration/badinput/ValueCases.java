package io.tarn.orchestration.badinput;

import static io.tarn.core.Reason.NUMBER_TOO_LONG;
import static io.tarn.orchestration.badinput.BadInput.json;
import static io.tarn.orchestration.badinput.BadInput.lines;

import java.util.List;
import java.util.Locale;

/**
 * Values that a column does not hold, or that other engines change: rows 21, 22, 28 to 37, 52 to 66, 83, 100, 101, 106,
 * 107.
 */
final class ValueCases {
    /** Settings of the collection that these cases are in. */
    static final String PINNED = "pinned: {schema: {pins: {/t: timestamp, /e: timestamp epoch-ms, /d: date,"
            + " /n: \"decimal(38,10)\", /m: \"decimal(9,2)\"}}}";

    private ValueCases() {}

    static List<BadInput> all() {
        return List.of(
                lines("21", "lone surrogate")
                        .same("{'r21':'text'}")
                        .row("{'r21':'\\ud800'}", exact("r21__json", "'\\ud800'"))
                        .row("{'r21':'a\\udc00b'}", exact("r21__json", "'a\\udc00b'"))
                        .row("{'r21':'\\ud83d\\ude00'}", "{'r21':'\ud83d\ude00'}"),
                lines("22", "escaped NUL").same("{'r22':'a\\u0000b'}"),
                lines("28", "NaN as string in a double column")
                        .same("{'r28':1.5}")
                        .same("{'r28':2.5}")
                        .row("{'r28':'NaN'}", "{'r28__string':'NaN'}"),
                lines("29", "beyond every double")
                        .same("{'r29':1.5}")
                        .row("{'r29':1e400}", exact("r29__json", "1e400"))
                        .row("{'r29':-1E+400}", exact("r29__json", "-1E+400")),
                lines("30", "a number of a billion digits")
                        .same("{'r30':1.5}")
                        .row("{'r30':1e999999999}", exact("r30__json", "1e999999999"))
                        .row("{'r30':1e99999999999999999999}", exact("r30__json", "1e99999999999999999999")),
                lines("31", "minus zero")
                        .row("{'r31':-0}", "{'r31':0}")
                        .row("{'r31d':-0.0}", "{'r31d':-0.0}")
                        .row("{'r31d':-0}", "{'r31d':-0.0}"),
                lines("32", "beyond a long")
                        .same("{'r32':9223372036854775807}")
                        .same("{'r32':-9223372036854775808}")
                        .row("{'r32':9223372036854775808}", exact("r32__json", "9223372036854775808"))
                        .row("{'r32':-9223372036854775809}", exact("r32__json", "-9223372036854775809")),
                lines("33", "40 digits")
                        .same("{'r33':1}")
                        .row("{'r33':" + "1234567890".repeat(4) + "}", exact("r33__json", "1234567890".repeat(4))),
                lines("34", "20 digits among fractions")
                        .same("{'r34':1.5}")
                        .same("{'r34':2.5}")
                        .row("{'r34':12345678901234567891}", exact("r34__json", "12345678901234567891"))
                        .row("{'r34':9007199254740993}", exact("r34__json", "9007199254740993")),
                lines("35", "a number of 2,000 digits")
                        .same("{'r35':1}")
                        .row("{'r35':" + "9".repeat(400) + "}", exact("r35__json", "9".repeat(400)))
                        .aside(NUMBER_TOO_LONG, "{'r35':" + "9".repeat(401) + "}")
                        .aside(NUMBER_TOO_LONG, "{'r35':0." + "1".repeat(2000) + "}"),
                lines("36", "more digits than a double")
                        .row("{'r36':0.1000000000000000055511151231257827}", "{'r36':0.1}"),
                lines("37", "numbers in a string column")
                        .same("{'r37':'text'}")
                        .same("{'r37':'more'}")
                        .same("{'r37':'and more'}")
                        .row("{'r37':1.10}", exact("r37__json", "1.10"))
                        .row("{'r37':1e2}", exact("r37__json", "1e2")),
                lines("52", "nothing in the object").row("{}", "{}").row("{ }", "{}"),
                lines("52", "nothing in any object")
                        .in("empties")
                        .row("{}", "{}")
                        .row("{}", "{}"),
                lines("53", "an empty object")
                        .row("{'r53':{}}", exact("_rest", "{'/r53':{}}"))
                        .same("{'r53b':{'x':1}}")
                        .same("{'r53b':{}}"),
                lines("54", "an empty array")
                        .row("{'r54':[]}", exact("_rest", "{'/r54':[]}"))
                        .same("{'r54b':[1]}")
                        .same("{'r54b':[]}"),
                lines("55", "empty objects in an array")
                        .row("{'r55':[{},{}]}", exact("_rest", "{'/r55':[{},{}]}"))
                        .same("{'r55b':[{'x':1}]}")
                        .same("{'r55b':[{},{}]}"),
                lines("56", "only ever null").row("{'r56':null}", "{}"),
                lines("57", "array of everything").row("{'r57':[1,'a',{}]}", exact("r57", "[1,'a',{}]")),
                lines("58", "arrays of mixed depth")
                        .row("{'r58':[[1],[[2]], 3]}", exact("r58", "[[1],[[2]], 3]"))
                        .row("{'r58b':[[1],[[2]]]}", exact("r58b", "[[1],[[2]]]")),
                lines("59", "an int").in("later").same("{'r59':1}"),
                lines("59", "a string later")
                        .in("later")
                        .later()
                        .row("{'r59':'x'}", "{'r59__string':'x'}")
                        .row("{'r59':'1.10'}", "{'r59__string':'1.10'}")
                        .same("{'r59':2}"),
                lines("60", "an int").in("later").same("{'r60':1}"),
                lines("60", "an object later").in("later").later().row("{'r60':{'a':1}}", "{'r60__struct':{'a':1}}"),
                lines("61", "an object").in("later").same("{'r61':{'a':1}}"),
                lines("61", "an array later").in("later").later().row("{'r61':[1]}", "{'r61__array':[1]}"),
                lines("62", "a bool").in("later").same("{'r62':true}"),
                lines("62", "an int later").in("later").later().row("{'r62':1}", "{'r62__bigint':1}"),
                lines("63", "an int in one file").in("later").same("{'r63':1}"),
                lines("63", "a fraction in a later one").in("later").later().row("{'r63':1.5}", "{'r63__double':1.5}"),
                lines("64", "dates and free text")
                        .same("{'r64':'2024-02-29'}")
                        .same("{'r64':'2024-02-29T01:02:03Z'}")
                        .same("{'r64':'soon'}"),
                pinned("65", "no points in time")
                        .row("{'t':'2024-02-30'}", exact("t__json", "'2024-02-30'"))
                        .row("{'t':'99999-01-01T00:00:00Z'}", exact("t__json", "'99999-01-01T00:00:00Z'"))
                        .row("{'t':'2016-12-31T23:59:60Z'}", exact("t__json", "'2016-12-31T23:59:60Z'"))
                        .row("{'t':''}", exact("t__json", "''"))
                        .row("{'t':1700000000}", exact("t__json", "1700000000"))
                        .row("{'e':1e18}", exact("e__json", "1e18"))
                        .row("{'e':1000000000000000000}", exact("e__json", "1000000000000000000"))
                        .row("{'e':1e999999999}", exact("e__json", "1e999999999"))
                        .row("{'e':'soon'}", exact("e__json", "'soon'"))
                        .row("{'d':'2023-02-29'}", exact("d__json", "'2023-02-29'"))
                        .row("{'d':'2023-02-28T00:00:00Z'}", exact("d__json", "'2023-02-28T00:00:00Z'")),
                pinned("66", "points in time")
                        .row("{'t':'2024-05-06T07:08:09.123456+02:00'}", "{'t':'2024-05-06T05:08:09.123456Z'}")
                        .row("{'t':'2024-05-06T07:08:09.123456000-0130'}", "{'t':'2024-05-06T08:38:09.123456Z'}")
                        .row("{'t':'2024-02-29'}", "{'t':'2024-02-29T00:00:00Z'}")
                        .row(
                                "{'t':'2024-05-06T07:08:09.123456789Z'}",
                                exact("t__json", "'2024-05-06T07:08:09.123456789Z'"))
                        .row("{'e':1700000000123}", "{'e':'2023-11-14T22:13:20.123Z'}")
                        .row("{'e':'1700000000123'}", "{'e':'2023-11-14T22:13:20.123Z'}")
                        .row("{'d':'2024-02-29'}", "{'d':'2024-02-29'}"),
                lines("83", "text that is easily spoiled")
                        .same("{'r83':'AP/+/w==','r83b':'\ud83d\ude00\ud834\udd1e','r83c':'\uffff\ufffe\ufffd'}"),
                lines("100", "escape sequences").same("{'r100':'\\u001b[31mred\\u001b]0;title\\u0007\\r\\b'}"),
                lines("101", "what other software obeys")
                        .same(
                                "{'r101':'<script>alert(1)</script>','r101b':'; DROP TABLE x --','r101c':'${jndi:ldap://x/a}',"
                                        + "'r101d':'<!DOCTYPE a [<!ENTITY b SYSTEM \\'file:///etc/passwd\\'>]>','r101e':'=1+1'}"),
                pinned("106", "more digits than a decimal")
                        .row("{'n':" + "9".repeat(39) + "}", exact("n__json", "9".repeat(39)))
                        .row("{'n':1e-39}", exact("n__json", "1e-39"))
                        .row("{'n':1e999999999}", exact("n__json", "1e999999999"))
                        .row("{'n':'1.5'}", exact("n__json", "'1.5'"))
                        .row("{'m':1.234}", exact("m__json", "1.234"))
                        .row("{'m':12345678.00}", exact("m__json", "12345678.00"))
                        .row("{'m':1.10}", "{'m':1.10}"),
                lines("107", "order and blanks")
                        .same("{'r107':{'a':1,'b':2}}")
                        .same("{ 'r107' : { 'b':2,\t'a' : 1 } }"));
    }

    private static BadInput pinned(String row, String what) {
        return lines(row, what).in("pinned");
    }

    /** A row whose only column has this text; the text in single quotes as everywhere. */
    static String exact(String column, String text) {
        StringBuilder out = new StringBuilder("{\"").append(column).append("\":\"");
        for (byte each : json(text)) {
            char c = (char) (each & 0xFF);
            if (c < 0x20 || c > 0x7E) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return out.append("\"}").toString();
    }
}

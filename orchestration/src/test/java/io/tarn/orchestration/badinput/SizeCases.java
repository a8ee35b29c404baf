package io.tarn.orchestration.badinput;

import static io.tarn.core.Reason.FIELDS_PER_OBJECT;
import static io.tarn.core.Reason.TOO_DEEP;
import static io.tarn.core.Reason.TOO_MANY_TOKENS;
import static io.tarn.orchestration.badinput.BadInput.document;
import static io.tarn.orchestration.badinput.BadInput.json;
import static io.tarn.orchestration.badinput.BadInput.lines;
import static io.tarn.orchestration.badinput.ValueCases.exact;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deep, wide and many: rows 68 to 75, 79 and 108. */
final class SizeCases {
    /** Leaf columns that a table has for events: 1,000 less those of ours. */
    private static final int COLUMNS = 994;

    private SizeCases() {}

    static List<BadInput> all() {
        return List.of(
                lines("68", "64 levels")
                        .in("deep")
                        .same(arrays("r68a", 16))
                        .row(arrays("r68", 63), exact("r68", "[".repeat(63) + "1" + "]".repeat(63)))
                        .same(objects("r68b", 63))
                        .aside(TOO_DEEP, arrays("r68", 64))
                        .aside(TOO_DEEP, objects("r68b", 64)),
                lines("69", "200 objects").aside(TOO_DEEP, objects("r69", 199)),
                lines("70", "900 arrays").aside(TOO_DEEP, arrays("r70", 900)),
                lines("71", "1,100 levels").aside(TOO_DEEP, objects("r71", 1100)),
                lines("72", "a million levels without end")
                        .aside(TOO_DEEP, "{'r72':" + "[".repeat(1_000_000))
                        .aside(TOO_DEEP, "{'r72':".repeat(100_000)),
                document("72", "a million levels as document", "{\n'r72':" + "[".repeat(1_000_000))
                        .yieldsAside(TOO_DEEP, json("{\n'r72':" + "[".repeat(1_000_000))),
                lines("73", "5,000 fields").in("wide").row("{" + members(0, 5_000, SizeCases::field) + "}", wide()),
                maps(),
                roots(),
                lines("75", "65,536 colliding keys").aside(FIELDS_PER_OBJECT, colliding()),
                tiny(),
                lines("108", "a million empty arrays")
                        .aside(TOO_MANY_TOKENS, "{'r108':[" + "[],".repeat(1_000_000) + "[]]}"));
    }

    private static String arrays(String key, int depth) {
        return "{'" + key + "':" + "[".repeat(depth) + "1" + "]".repeat(depth) + "}";
    }

    private static String objects(String key, int depth) {
        return "{'" + key + "':" + "{'a':".repeat(depth) + "1" + "}".repeat(depth) + "}";
    }

    private static String field(int i) {
        return String.format(Locale.ROOT, "'f%04d':%d", i, i);
    }

    private static String members(int from, int to, IntFunction<String> member) {
        return IntStream.range(from, to).mapToObj(member).collect(Collectors.joining(","));
    }

    /** Those that come first in the order of names are columns, and the rest is whole. */
    private static String wide() {
        String rest = members(COLUMNS, 5_000, SizeCases::field).replace("'f", "'/f");
        return "{" + members(0, COLUMNS, SizeCases::field) + ","
                + exact("_rest", "{" + rest + "}").substring(1);
    }

    private static BadInput maps() {
        BadInput it = lines("74", "a new key in every object").in("maps");
        for (int i = 0; i < 300; i++) {
            it.same("{'m':{'7d2c" + i + "':'v" + i + "'}}");
        }
        return it;
    }

    private static BadInput roots() {
        BadInput it = lines("74", "a new field in every event").in("roots");
        for (int i = 0; i < COLUMNS + 50; i++) {
            if (i < COLUMNS) {
                it.same("{" + field(i) + "}");
            } else {
                it.row("{" + field(i) + "}", exact("_rest", "{" + field(i).replace("'f", "'/f") + "}"));
            }
        }
        return it;
    }

    /** Equal to {@link String#hashCode()}. */
    private static String colliding() {
        return "{"
                + members(
                        0,
                        65_536,
                        i -> "'"
                                + IntStream.range(0, 16)
                                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                                        .collect(Collectors.joining())
                                + "':1")
                + "}";
    }

    private static BadInput tiny() {
        BadInput it = lines("79", "the smallest events").in("tiny");
        for (int i = 0; i < 20_000; i++) {
            it.row("{}", "{}");
        }
        return it;
    }
}

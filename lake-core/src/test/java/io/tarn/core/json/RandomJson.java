package io.tarn.core.json;

import java.util.SplittableRandom;

/** Random events, odd ones on purpose; the same seed gives the same text. Keys of one object are distinct. */
public final class RandomJson {
    private static final String[] PIECES = {
        "a",
        "b",
        "id",
        " ",
        "é",
        "日本",
        "\uD83D\uDE00",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\u0000",
        "0",
        "x",
        "\u2028",
        "\\ud800"
    };
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\t ", "\r\n"};

    private RandomJson() {}

    /** An object of some depth. */
    public static String document(SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        object(out, random, 0);
        return out.toString();
    }

    private static void value(StringBuilder out, SplittableRandom random, int depth) {
        switch (random.nextInt(depth > 5 ? 8 : 10)) {
            case 0 -> out.append("null");
            case 1 -> out.append(random.nextBoolean());
            case 2 -> out.append(random.nextInt(-1000, 1000));
            case 3 -> out.append(random.nextLong());
            case 4 -> out.append(number(random));
            case 5, 6, 7 -> string(out, random);
            case 8 -> object(out, random, depth);
            default -> array(out, random, depth);
        }
    }

    /** A number as a producer might write it. */
    public static String number(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.toString(random.nextDouble() * 1000);
            case 1 ->
                Double.toString(Double.longBitsToDouble(random.nextLong()))
                        .replace("NaN", "0.0")
                        .replace("Infinity", "1e5");
            case 2 -> random.nextInt(100) + "." + random.nextInt(100);
            case 3 -> random.nextInt(100) + "e" + random.nextInt(-400, 400);
            case 4 -> Long.toString(random.nextLong() >>> 1) + random.nextInt(1000);
            default -> "-0";
        };
    }

    private static void object(StringBuilder out, SplittableRandom random, int depth) {
        int size = random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(5);
        out.append('{').append(blank(random));
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",").append(blank(random));
            string(out, random);
            out.insert(out.length() - 1, "k" + i)
                    .append(blank(random))
                    .append(':')
                    .append(blank(random));
            value(out, random, depth + 1);
            out.append(blank(random));
        }
        out.append('}');
    }

    private static void array(StringBuilder out, SplittableRandom random, int depth) {
        int size = random.nextInt(5);
        out.append('[').append(blank(random));
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",").append(blank(random));
            value(out, random, depth + 1);
            out.append(blank(random));
        }
        out.append(']');
    }

    private static void string(StringBuilder out, SplittableRandom random) {
        out.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        out.append('"');
    }

    private static String blank(SplittableRandom random) {
        return BLANKS[random.nextInt(BLANKS.length)];
    }
}

package io.tarn.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Events that change their minds about types at every level; the seed is in the failure messages. */
final class RandomEvents {
    private static final List<String> KEYS = List.of(
            "a",
            "A",
            "b",
            "id",
            "x__string",
            "a__2",
            "a__string",
            "year",
            "tarn",
            "_rest",
            "",
            "\u00e4",
            "a b",
            "order");
    private static final List<String> SCALARS = List.of(
            "true",
            "false",
            "null",
            "0",
            "-0",
            "7",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "12345678901234567891",
            "1.5",
            "1.10",
            "1e2",
            "1e400",
            "-1e999999999",
            "'t'",
            "''",
            "'\\ud800'",
            "'\u00fc'");

    private final Random random;

    RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    List<String> events(int atMost) {
        List<String> events = new ArrayList<>();
        for (int n = 1 + below(atMost); n > 0; n--) {
            events.add(object(3));
        }
        return events;
    }

    private String object(int depth) {
        Set<String> members = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (int n = below(5); n > 0; n--) {
            keys.add(KEYS.get(below(KEYS.size())));
        }
        keys.forEach(k -> members.add("'" + k + "':" + value(depth - 1)));
        return "{" + String.join(",", members) + "}";
    }

    private String value(int depth) {
        int kind = depth <= 0 ? 0 : below(10);
        if (kind < 5) {
            return SCALARS.get(below(SCALARS.size()));
        }
        return kind < 8 ? object(depth) : array(depth);
    }

    private String array(int depth) {
        List<String> elements = new ArrayList<>();
        String like = value(depth - 1);
        boolean alike = below(3) > 0;
        for (int n = below(4); n > 0; n--) {
            elements.add(alike ? like : below(2) == 0 ? object(depth - 1) : value(depth - 1));
        }
        return "[" + String.join(",", elements) + "]";
    }
}

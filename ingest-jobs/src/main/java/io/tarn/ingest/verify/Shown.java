package io.tarn.ingest.verify;

import java.util.List;

/** Stored values for people. */
final class Shown {
    private static final int LIMIT = 200;

    private Shown() {}

    static String of(Object stored) {
        if (stored instanceof String text) {
            StringBuilder out = new StringBuilder();
            JsonShow.string(out, text, LIMIT);
            return out.length() <= LIMIT ? out.toString() : out.substring(0, LIMIT) + "…";
        }
        if (stored instanceof Object[]) {
            return "an object";
        }
        if (stored instanceof List<?> list) {
            return "an array of " + list.size();
        }
        if (stored instanceof StoredMap map) {
            return "a map of " + map.entries().size();
        }
        return stored.toString();
    }
}

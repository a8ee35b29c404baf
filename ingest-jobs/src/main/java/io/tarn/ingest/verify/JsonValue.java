package io.tarn.ingest.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value with the text of its numbers as written; numbers are never expanded, whatever their exponent. Equality
 * is exact, key order apart.
 */
sealed interface JsonValue {

    /** An object; its members in the order of the text. */
    record Obj(Map<String, JsonValue> members) implements JsonValue {
        static Obj empty() {
            return new Obj(new LinkedHashMap<>());
        }
    }

    /** An array. */
    record Arr(List<JsonValue> elements) implements JsonValue {}

    /** A string, decoded; it may hold lone surrogates. */
    record Str(String text) implements JsonValue {}

    /** A number, as written. */
    record Num(String text) implements JsonValue {
        /** An integer is what has neither fraction nor exponent. */
        boolean integer() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' || c == 'e' || c == 'E') {
                    return false;
                }
            }
            return true;
        }
    }

    /** Values without content of their own. */
    enum Word implements JsonValue {
        TRUE,
        FALSE,
        NULL
    }

    /**
     * Null, or containers that hold nothing but such: what only a column with the right type can tell from an absent
     * field.
     */
    default boolean hollow() {
        if (this instanceof Obj obj) {
            return obj.members().values().stream().allMatch(JsonValue::hollow);
        }
        if (this instanceof Arr arr) {
            return arr.elements().stream().allMatch(JsonValue::hollow);
        }
        return this == Word.NULL;
    }

    /** The value for a person: JSON, cut off at {@code limit} characters, control characters escaped. */
    default String shown(int limit) {
        StringBuilder out = new StringBuilder();
        JsonShow.append(out, this, limit);
        return out.length() <= limit ? out.toString() : out.substring(0, limit) + "…";
    }
}

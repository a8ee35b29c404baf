package io.tarn.ingest.verify;

import java.util.Map;

/** Writes values for people; stops soon after the limit, so that a value of 32 MiB costs nothing. */
final class JsonShow {
    private JsonShow() {}

    static void append(StringBuilder out, JsonValue value, int limit) {
        if (out.length() > limit) {
            return;
        }
        if (value instanceof JsonValue.Obj obj) {
            object(out, obj, limit);
        } else if (value instanceof JsonValue.Arr arr) {
            array(out, arr, limit);
        } else if (value instanceof JsonValue.Str str) {
            string(out, str.text(), limit);
        } else if (value instanceof JsonValue.Num num) {
            out.append(num.text());
        } else if (value instanceof JsonValue.Word word) {
            out.append(
                    switch (word) {
                        case TRUE -> "true";
                        case FALSE -> "false";
                        case NULL -> "null";
                    });
        }
    }

    private static void object(StringBuilder out, JsonValue.Obj obj, int limit) {
        String separator = "{";
        for (Map.Entry<String, JsonValue> member : obj.members().entrySet()) {
            out.append(separator);
            string(out, member.getKey(), limit);
            out.append(':');
            append(out, member.getValue(), limit);
            separator = ",";
            if (out.length() > limit) {
                return;
            }
        }
        out.append(obj.members().isEmpty() ? "{}" : "}");
    }

    private static void array(StringBuilder out, JsonValue.Arr arr, int limit) {
        String separator = "[";
        for (JsonValue element : arr.elements()) {
            out.append(separator);
            append(out, element, limit);
            separator = ",";
            if (out.length() > limit) {
                return;
            }
        }
        out.append(arr.elements().isEmpty() ? "[]" : "]");
    }

    static void string(StringBuilder out, String text, int limit) {
        out.append('"');
        for (int i = 0; i < text.length() && out.length() <= limit; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (Character.isISOControl(c) || Character.isSurrogate(c) && lonely(text, i)) {
                out.append("\\u").append(Character.forDigit(c >> 12, 16));
                out.append(Character.forDigit(c >> 8 & 15, 16));
                out.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** True where the surrogate at {@code i} has no partner. */
    static boolean lonely(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}

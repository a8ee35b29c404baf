package io.tarn.columnar;

import io.tarn.core.json.JsonTape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The overflow of one row: values that no column takes, as one JSON object from JSON pointer (RFC 6901, with array
 * indexes) to value.
 */
final class Rest {
    private final GrowingBytes out = new GrowingBytes(256);
    /** The way to the current value: key nodes, and the complements of array indexes. */
    private int[] path = new int[64];

    private int depth;

    void clear() {
        out.clear();
        depth = 0;
    }

    boolean isEmpty() {
        return out.length == 0;
    }

    void enterMember(int keyNode) {
        enter(keyNode);
    }

    void enterElement(int index) {
        enter(~index);
    }

    void leave() {
        depth--;
    }

    /** Adds the value at the current place. */
    void add(JsonTape tape, int node, @Nullable Hidden hidden) {
        out.add(out.length == 0 ? '{' : ',');
        out.add('"');
        for (int i = 0; i < depth; i++) {
            out.add('/');
            if (path[i] < 0) {
                out.addAscii(Integer.toString(~path[i]));
            } else {
                addKey(tape, path[i]);
            }
        }
        out.add('"');
        out.add(':');
        Hidden.copy(hidden, tape, node, out);
    }

    /** The finished object, valid until {@link #clear}. */
    GrowingBytes finish() {
        out.add('}');
        return out;
    }

    private void enter(int step) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
        }
        path[depth++] = step;
    }

    /**
     * A key as the source has it, escapes too, since these may be all that says which surrogate it was; but {@code ~}
     * and {@code /} as in RFC 6901.
     */
    private void addKey(JsonTape tape, int key) {
        byte[] bytes = tape.bytes();
        int end = tape.end(key);
        for (int p = tape.start(key); p < end; p++) {
            byte c = bytes[p];
            if (c == '\\') {
                int length = bytes[p + 1] == 'u' ? 6 : 2;
                addEscape(bytes, p, length);
                p += length - 1;
            } else if (c == '/' || c == '~') {
                addEscaped(c);
            } else {
                out.add(c);
            }
        }
    }

    private void addEscape(byte[] bytes, int at, int length) {
        int code = length == 2
                ? bytes[at + 1]
                : Character.digit(bytes[at + 2], 16) << 12
                        | Character.digit(bytes[at + 3], 16) << 8
                        | Character.digit(bytes[at + 4], 16) << 4
                        | Character.digit(bytes[at + 5], 16);
        if (code == '/' || code == '~') {
            addEscaped(code);
        } else {
            out.add(bytes, at, at + length);
        }
    }

    private void addEscaped(int c) {
        out.add('~');
        out.add(c == '/' ? '1' : '0');
    }
}

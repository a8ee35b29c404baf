package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is hidden at and below a place of an event. Pointers name members; arrays on the way are passed through, so that
 * {@code /items/price} hides the price of each item.
 */
final class Hidden {
    private final byte[] key;
    private final int hash;
    private final List<Hidden> below = new ArrayList<>();
    private boolean whole;

    private Hidden(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.hash = JsonTape.hash(this.key);
    }

    /** The root; null if nothing is hidden. */
    static @Nullable Hidden of(List<String> pointers) {
        if (pointers.isEmpty()) {
            return null;
        }
        Hidden root = new Hidden("");
        for (String pointer : pointers) {
            Hidden at = root;
            // A name without a leading slash is a top-level key.
            String[] keys = pointer.startsWith("/") ? pointer.substring(1).split("/", -1) : new String[] {pointer};
            for (String key : keys) {
                at = at.grow(pointer.startsWith("/") ? key.replace("~1", "/").replace("~0", "~") : key);
            }
            at.whole = true;
        }
        return root;
    }

    private Hidden grow(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (Hidden child : below) {
            if (java.util.Arrays.equals(child.key, bytes)) {
                return child;
            }
        }
        Hidden child = new Hidden(name);
        below.add(child);
        return child;
    }

    byte[] key() {
        return key;
    }

    /** Whether the place itself is hidden. */
    boolean whole() {
        return whole;
    }

    /** The members at or below which something is hidden. */
    List<Hidden> below() {
        return below;
    }

    /** What is hidden at and below a member; null if nothing. */
    static @Nullable Hidden member(@Nullable Hidden at, JsonTape tape, int key) {
        if (at == null) {
            return null;
        }
        for (Hidden child : at.below) {
            if (child.hash == tape.keyHash(key) && tape.textEquals(key, child.key)) {
                return child;
            }
        }
        return null;
    }

    /** Whether a member of an object is hidden as a whole. */
    static boolean hides(@Nullable Hidden at, JsonTape tape, int key) {
        Hidden member = member(at, tape, key);
        return member != null && member.whole;
    }

    /** Writes the source of a value without its hidden fields. */
    static void copy(@Nullable Hidden at, JsonTape tape, int node, GrowingBytes out) {
        JsonKind kind = tape.kind(node);
        if (at != null && kind == JsonKind.OBJECT) {
            copyObject(at, tape, node, out);
        } else if (at != null && kind == JsonKind.ARRAY) {
            copyArray(at, tape, node, out);
        } else {
            int quote = kind == JsonKind.STRING ? 1 : 0;
            out.add(tape.bytes(), tape.start(node) - quote, tape.end(node) + quote);
        }
    }

    private static void copyObject(Hidden at, JsonTape tape, int object, GrowingBytes out) {
        out.add('{');
        int key = object + 1;
        boolean first = true;
        for (int i = tape.size(object); i > 0; i--) {
            Hidden member = member(at, tape, key);
            if (member == null || !member.whole) {
                if (!first) {
                    out.add(',');
                }
                first = false;
                copy(null, tape, key, out);
                out.add(':');
                copy(member, tape, key + 1, out);
            }
            key = tape.after(key + 1);
        }
        out.add('}');
    }

    private static void copyArray(Hidden at, JsonTape tape, int array, GrowingBytes out) {
        out.add('[');
        int element = array + 1;
        for (int i = 0; i < tape.size(array); i++) {
            if (i > 0) {
                out.add(',');
            }
            copy(at, tape, element, out);
            element = tape.after(element);
        }
        out.add(']');
    }
}

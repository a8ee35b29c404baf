package io.tarn.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One parsed event as a flat list of nodes over its bytes. Valid until the next parse of the {@link JsonParser} it came
 * from; not thread-safe.
 *
 * <p>Node 0 is the root object. A member of an object is a key node {@code k} (a STRING) and its value node {@code k +
 * 1}; the first key is {@code object + 1}, the next one {@code after(value)}. The first element of an array is
 * {@code array + 1}, the next one {@code after(element)}. {@link #size} says how many there are.
 */
public final class JsonTape {
    private static final int STRIDE = 4;
    private static final int ESCAPED = 1 << 3;
    private static final int LONE_SURROGATE = 1 << 4;
    private static final int SIZE_SHIFT = 5;
    private static final JsonKind[] KINDS = JsonKind.values();

    // Per node: start, end, (containers) node after the subtree or (keys) hash, kind | flags | size.
    private int[] words = new int[STRIDE * 256];
    private int nodes;
    private byte[] bytes = {};
    private byte[] scratch = new byte[64];

    JsonTape() {}

    /** The buffer that {@link #start} and {@link #end} point into; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes;
    }

    public JsonKind kind(int node) {
        return KINDS[words[node * STRIDE + 3] & 7];
    }

    /** Where its text begins in {@link #bytes}; for strings behind the quote. */
    public int start(int node) {
        return words[node * STRIDE];
    }

    /** Where its text ends (exclusive); for strings before the quote. */
    public int end(int node) {
        return words[node * STRIDE + 1];
    }

    /** The node behind this subtree. */
    public int after(int node) {
        return isContainer(node) ? words[node * STRIDE + 2] : node + 1;
    }

    /** Members of an object, elements of an array; 0 for others. */
    public int size(int node) {
        return isContainer(node) ? words[node * STRIDE + 3] >>> SIZE_SHIFT : 0;
    }

    /** Whether a string's source has a backslash, so that its text is not its bytes. */
    public boolean escaped(int node) {
        return (words[node * STRIDE + 3] & ESCAPED) != 0;
    }

    /** Whether a string has an escaped surrogate without its partner, so that it is no Unicode text. */
    public boolean loneSurrogate(int node) {
        return (words[node * STRIDE + 3] & LONE_SURROGATE) != 0;
    }

    /** The decoded string; of other kinds, the source. */
    public String text(int node) {
        if (escaped(node)) {
            return loneSurrogate(node) ? utf16(node) : decoded(node);
        }
        return new String(bytes, start(node), end(node) - start(node), StandardCharsets.UTF_8);
    }

    /**
     * Decodes a string to UTF-8. A lone surrogate becomes the three bytes that UTF-8 forbids for it.
     *
     * @param into room for {@code end - start} bytes
     * @return how many were written
     */
    public int decode(int node, byte[] into) {
        int start = start(node);
        int end = end(node);
        if (escaped(node)) {
            return JsonText.decode(bytes, start, end, into);
        }
        System.arraycopy(bytes, start, into, 0, end - start);
        return end - start;
    }

    /** Whether an INTEGER is a long. */
    public boolean fitsLong(int node) {
        return JsonNumber.fitsLong(bytes, start(node), end(node));
    }

    /** The value of an INTEGER that {@link #fitsLong}. */
    public long longValue(int node) {
        return JsonNumber.longValue(bytes, start(node), end(node));
    }

    /** The double nearest to a number; infinite if it is beyond all of them. */
    public double doubleValue(int node) {
        return JsonNumber.doubleValue(bytes, start(node), end(node));
    }

    /** Whether an INTEGER is exactly some double. */
    public boolean fitsDouble(int node) {
        return JsonNumber.integerFitsDouble(bytes, start(node), end(node));
    }

    /** The value node of a member of an object, or -1. */
    public int find(int object, byte[] keyUtf8) {
        int hash = hash(keyUtf8);
        int key = object + 1;
        for (int i = size(object); i > 0; i--) {
            if (keyHash(key) == hash && textEquals(key, keyUtf8)) {
                return key + 1;
            }
            key = after(key + 1);
        }
        return -1;
    }

    /** Whether the decoded string is these bytes. */
    public boolean textEquals(int node, byte[] utf8) {
        int start = start(node);
        int end = end(node);
        if (!escaped(node)) {
            return Arrays.equals(bytes, start, end, utf8, 0, utf8.length);
        }
        return Arrays.equals(scratch(end - start), 0, decode(node, scratch), utf8, 0, utf8.length);
    }

    /** The {@link #hash} of a key node's decoded text. */
    public int keyHash(int key) {
        return words[key * STRIDE + 2];
    }

    /** A hash for tables of keys; differs from process to process, so that nobody can aim at it. */
    public static int hash(byte[] keyUtf8) {
        return KeyHash.of(keyUtf8, 0, keyUtf8.length);
    }

    void reset(byte[] source) {
        bytes = source;
        nodes = 0;
    }

    int add(JsonKind kind, int start, int end) {
        int at = nodes * STRIDE;
        if (at == words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[at] = start;
        words[at + 1] = end;
        words[at + 3] = kind.ordinal();
        return nodes++;
    }

    void close(int container, int end, int size) {
        int at = container * STRIDE;
        words[at + 1] = end;
        words[at + 2] = nodes;
        words[at + 3] |= size << SIZE_SHIFT;
    }

    void flag(int string, boolean escaped, boolean loneSurrogate) {
        words[string * STRIDE + 3] |= (escaped ? ESCAPED : 0) | (loneSurrogate ? LONE_SURROGATE : 0);
    }

    void hashKey(int key) {
        int start = start(key);
        int end = end(key);
        int hash = escaped(key)
                ? KeyHash.of(scratch(end - start), 0, decode(key, scratch))
                : KeyHash.of(bytes, start, end);
        words[key * STRIDE + 2] = hash;
    }

    boolean sameText(int a, int b) {
        if (!escaped(a) && !escaped(b)) {
            return Arrays.equals(bytes, start(a), end(a), bytes, start(b), end(b));
        }
        return text(a).equals(text(b));
    }

    private boolean isContainer(int node) {
        return (words[node * STRIDE + 3] & 7) <= JsonKind.ARRAY.ordinal();
    }

    private String decoded(int node) {
        byte[] into = scratch(end(node) - start(node));
        return new String(into, 0, decode(node, into), StandardCharsets.UTF_8);
    }

    private String utf16(int node) {
        StringBuilder out = new StringBuilder();
        int from = start(node);
        int end = end(node);
        for (int p = from; p < end; p++) {
            if (bytes[p] != '\\') {
                continue;
            }
            out.append(new String(bytes, from, p - from, StandardCharsets.UTF_8));
            int length = bytes[p + 1] == 'u' ? 6 : 2;
            if (length == 6) {
                out.append((char) JsonText.hex4(bytes, p + 2));
            } else {
                byte[] one = new byte[2];
                out.append((char) one[JsonText.decode(bytes, p, p + 2, one) - 1]);
            }
            from = p + length;
            p = from - 1;
        }
        return out.append(new String(bytes, from, end - from, StandardCharsets.UTF_8))
                .toString();
    }

    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, scratch.length * 2)];
        }
        return scratch;
    }
}

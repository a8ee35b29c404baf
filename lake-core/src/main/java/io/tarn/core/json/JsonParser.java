package io.tarn.core.json;

import io.tarn.core.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses one event: exactly one JSON object as RFC 8259 has it, in strict UTF-8, without duplicate keys, within
 * {@link JsonLimits}.
 *
 * <p>Not thread-safe; one per thread, reused, so that an event costs no garbage. Text that is no JSON is refused as
 * such even where it also breaks a rule of ours before the error (a duplicate key, a long number); limits on depth,
 * tokens and keys end the work at once.
 */
public final class JsonParser {
    private static final boolean[] PLAIN = new boolean[256];
    private static final int FEW = 12;

    static {
        Arrays.fill(PLAIN, 0x20, 256, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private final JsonLimits limits;
    private final JsonTape tape = new JsonTape();
    private final int[] open;
    private final int[] sizes;
    private int depth;
    private int[] table = new int[64];

    private byte[] buf = {};
    private int from;
    private int to;
    private @Nullable JsonRejected broken;

    public JsonParser(JsonLimits limits) {
        this.limits = limits;
        this.open = new int[limits.maxDepth()];
        this.sizes = new int[limits.maxDepth()];
    }

    /**
     * Parses the bytes {@code from} (inclusive) to {@code to}; a byte order mark at their start is skipped.
     *
     * @return the tape of this parser, valid until the next call; it refers to {@code buf}
     */
    public JsonTape parse(byte[] buf, int from, int to) throws JsonRejected {
        this.buf = buf;
        this.from = from;
        this.to = to;
        depth = 0;
        broken = null;
        tape.reset(buf);
        Utf8.refuseOtherCharsets(buf, from, to);
        int invalid = Utf8.firstInvalid(buf, from, to);
        if (invalid >= 0) {
            throw rejected(Reason.UTF8, "The bytes are not UTF-8", invalid);
        }
        int p = blank(hasMark() ? from + 3 : from);
        if (p == to) {
            throw rejected(Reason.EMPTY_BODY, "There is nothing but blanks", p);
        }
        document(p);
        return tape;
    }

    private boolean hasMark() {
        return to - from >= 3
                && buf[from] == (byte) 0xEF
                && buf[from + 1] == (byte) 0xBB
                && buf[from + 2] == (byte) 0xBF;
    }

    private void document(int start) throws JsonRejected {
        int p = value(start);
        while (depth > 0) {
            p = blank(p);
            p = tape.kind(open[depth - 1]) == JsonKind.OBJECT ? member(p) : element(p);
        }
        p = blank(p);
        if (p < to) {
            throw rejected(Reason.TRAILING_DATA, "Something follows the document", p);
        }
        if (tape.kind(0) != JsonKind.OBJECT) {
            throw rejected(Reason.NOT_OBJECT, "The document is not an object", start);
        }
        if (broken != null) {
            throw broken;
        }
    }

    /** One member and the comma before it, or the end of the object. */
    private int member(int at) throws JsonRejected {
        int p = at;
        if (byteAt(p) == '}') {
            refuseDuplicates(open[depth - 1], sizes[depth - 1]);
            return close(p);
        }
        if (sizes[depth - 1]++ > 0) {
            p = blank(expect(p, ','));
        }
        if (sizes[depth - 1] > limits.maxKeysPerObject()) {
            throw rejected(
                    Reason.FIELDS_PER_OBJECT, "An object has more than " + limits.maxKeysPerObject() + " keys", p);
        }
        if (byteAt(p) != '"') {
            throw unexpected(p);
        }
        p = string(p);
        tape.hashKey(tape.nodes() - 1);
        p = blank(expect(blank(p), ':'));
        return value(p);
    }

    /** One element and the comma before it, or the end of the array. */
    private int element(int at) throws JsonRejected {
        int p = at;
        if (byteAt(p) == ']') {
            return close(p);
        }
        if (sizes[depth - 1]++ > 0) {
            p = blank(expect(p, ','));
        }
        return value(p);
    }

    private int value(int p) throws JsonRejected {
        byte c = byteAt(p);
        return switch (c) {
            case '{' -> open(JsonKind.OBJECT, p);
            case '[' -> open(JsonKind.ARRAY, p);
            case '"' -> string(p);
            case 't' -> literal(p, "true", JsonKind.TRUE);
            case 'f' -> literal(p, "false", JsonKind.FALSE);
            case 'n' -> literal(p, "null", JsonKind.NULL);
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield number(p);
                }
                throw unexpected(p);
            }
        };
    }

    private int open(JsonKind kind, int p) throws JsonRejected {
        if (depth == limits.maxDepth()) {
            throw rejected(Reason.TOO_DEEP, "The nesting is deeper than " + limits.maxDepth(), p);
        }
        open[depth] = add(kind, p, p);
        sizes[depth++] = 0;
        return p + 1;
    }

    private int close(int p) {
        depth--;
        tape.close(open[depth], p + 1, sizes[depth]);
        return p + 1;
    }

    private int string(int quote) throws JsonRejected {
        int start = quote + 1;
        int p = start;
        boolean escaped = false;
        boolean lone = false;
        while (true) {
            while (p < to && PLAIN[buf[p] & 0xFF]) {
                p++;
            }
            byte c = byteAt(p);
            if (c == '"') {
                break;
            }
            if (c != '\\') {
                throw rejected(Reason.INVALID_JSON, "A control character stands in a string", p);
            }
            escaped = true;
            int length = escape(p);
            lone |= length < 0;
            p += Math.abs(length);
        }
        tape.flag(add(JsonKind.STRING, start, p), escaped, lone);
        return p + 1;
    }

    /**
     * The length of the escape at {@code p}, a pair of surrogates being one; negative for a surrogate without its
     * partner.
     */
    private int escape(int p) throws JsonRejected {
        switch (byteAt(p + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return 2;
            }
            case 'u' -> {
                if (p + 6 > to || JsonText.hex4(buf, p + 2) < 0) {
                    throw rejected(Reason.INVALID_JSON, "An escape has not four hexadecimal digits", p);
                }
                char unit = (char) JsonText.hex4(buf, p + 2);
                if (!Character.isSurrogate(unit)) {
                    return 6;
                }
                return Character.isHighSurrogate(unit) && JsonText.lowSurrogateAt(buf, p + 6, to) ? 12 : -6;
            }
            default -> throw rejected(Reason.INVALID_JSON, "JSON has no such escape", p);
        }
    }

    private int literal(int p, String word, JsonKind kind) throws JsonRejected {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(p + i) != word.charAt(i)) {
                throw unexpected(p + i);
            }
        }
        int end = p + word.length();
        add(kind, p, end);
        return end;
    }

    private int number(int start) throws JsonRejected {
        int p = buf[start] == '-' ? start + 1 : start;
        int end = byteAt(p) == '0' ? p + 1 : digits(p);
        JsonKind kind = JsonKind.INTEGER;
        if (end < to && buf[end] == '.') {
            kind = JsonKind.FRACTION;
            end = digits(end + 1);
        }
        if (end < to && (buf[end] | 0x20) == 'e') {
            kind = JsonKind.FRACTION;
            p = end + 1;
            end = digits(byteAt(p) == '+' || buf[p] == '-' ? p + 1 : p);
        }
        if (end - start > limits.maxNumberLength() && broken == null) {
            broken = rejected(
                    Reason.NUMBER_TOO_LONG,
                    "A number has more than " + limits.maxNumberLength() + " characters",
                    start);
        }
        add(kind, start, end);
        return end;
    }

    private int digits(int at) throws JsonRejected {
        if (!isDigit(byteAt(at))) {
            throw unexpected(at);
        }
        int p = at + 1;
        while (p < to && isDigit(buf[p])) {
            p++;
        }
        return p;
    }

    private void refuseDuplicates(int object, int size) {
        if (size < 2 || broken != null) {
            return;
        }
        int capacity = size <= FEW ? FEW : Integer.highestOneBit(size) << 2;
        if (table.length < capacity) {
            table = new int[capacity];
        }
        int duplicate = size <= FEW ? duplicateOfFew(object, size) : duplicateOfMany(object, size, capacity);
        if (duplicate >= 0) {
            broken = rejected(Reason.DUPLICATE_KEY, "A key occurs twice in one object", tape.start(duplicate));
        }
    }

    private int duplicateOfFew(int object, int size) {
        int key = object + 1;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (same(table[j], key)) {
                    return key;
                }
            }
            table[i] = key;
            key = tape.after(key + 1);
        }
        return -1;
    }

    private int duplicateOfMany(int object, int size, int capacity) {
        Arrays.fill(table, 0, capacity, 0);
        int key = object + 1;
        for (int i = 0; i < size; i++) {
            int slot = tape.keyHash(key) & (capacity - 1);
            while (table[slot] != 0) {
                if (same(table[slot], key)) {
                    return key;
                }
                slot = (slot + 1) & (capacity - 1);
            }
            table[slot] = key;
            key = tape.after(key + 1);
        }
        return -1;
    }

    private boolean same(int a, int b) {
        return tape.keyHash(a) == tape.keyHash(b) && tape.sameText(a, b);
    }

    private int add(JsonKind kind, int start, int end) throws JsonRejected {
        if (tape.nodes() == limits.maxTokens()) {
            throw rejected(
                    Reason.TOO_MANY_TOKENS, "There are more than " + limits.maxTokens() + " keys and values", start);
        }
        return tape.add(kind, start, end);
    }

    private int blank(int at) {
        int p = at;
        while (p < to && (buf[p] == ' ' || buf[p] == '\n' || buf[p] == '\r' || buf[p] == '\t')) {
            p++;
        }
        return p;
    }

    private int expect(int p, char wanted) throws JsonRejected {
        if (byteAt(p) != wanted) {
            throw unexpected(p);
        }
        return p + 1;
    }

    private byte byteAt(int p) throws JsonRejected {
        if (p >= to) {
            throw rejected(Reason.INVALID_JSON, "The document ends too early", to);
        }
        return buf[p];
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private JsonRejected unexpected(int p) {
        return rejected(Reason.INVALID_JSON, "The character is not what JSON allows here", p);
    }

    private JsonRejected rejected(Reason reason, String detail, int p) {
        return new JsonRejected(reason, detail, p - from);
    }
}

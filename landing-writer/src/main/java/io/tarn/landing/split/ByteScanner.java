package io.tarn.landing.split;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text without understanding more than its structure: strings, brackets, commas. Memory does not grow
 * with the text, but for one bit per level of nesting. Not thread-safe.
 */
final class ByteScanner {
    static final int END = -1;
    /** Deeper than any event may be; what is nested so deep is treated as broken. */
    private static final int DEEPEST = 100_000_000;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int limit;
    private @Nullable Capture capture;
    private int captured;
    private long[] objects = new long[16];

    ByteScanner(InputStream in) {
        this.in = in;
    }

    /** The next byte without moving, or {@link #END}. */
    int peek() throws IOException {
        return at < limit || refill() ? buffer[at] & 0xFF : END;
    }

    /** Moves over one byte, which {@link #peek} has shown. */
    void advance() {
        at++;
    }

    /** Moves over blanks and gives what follows them, without moving over it. */
    int skipBlanks() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            at++;
            c = peek();
        }
        return c;
    }

    /** From here on bytes that are passed go to {@code target}, until {@link #endCapture}. */
    void beginCapture(Capture target) {
        target.clear();
        capture = target;
        captured = at;
    }

    void endCapture() {
        flushCapture();
        capture = null;
    }

    /** Brings the capture up to the position, and goes on. */
    void flushCapture() {
        if (capture != null) {
            capture.add(buffer, captured, at - captured);
            captured = at;
        }
    }

    void skipToEnd() throws IOException {
        do {
            at = limit;
        } while (refill());
    }

    /** Moves behind the value that begins here; false, somewhere in it, where it is broken or cut off. */
    boolean skipValue() throws IOException {
        int c = peek();
        return switch (c) {
            case '"' -> skipString();
            case '{', '[' -> skipContainer();
            case END, ',', ':', ']', '}' -> false;
            default -> {
                skipWord();
                yield true;
            }
        };
    }

    /** Moves behind the string that begins here; false at the end of the text. */
    boolean skipString() throws IOException {
        at++;
        while (true) {
            while (at < limit) {
                byte c = buffer[at++];
                if (c == '"') {
                    return true;
                }
                if (c == '\\') {
                    if (peek() == END) {
                        return false;
                    }
                    at++;
                }
            }
            if (!refill()) {
                return false;
            }
        }
    }

    /** The rest of a number, a literal, or of anything that should have been one. */
    private void skipWord() throws IOException {
        for (int c = peek(); c != END; c = peek()) {
            if (c <= ' ' || c == ',' || c == ']' || c == '}' || c == '"' || c == '{' || c == '[' || c == ':') {
                return;
            }
            at++;
        }
    }

    private boolean skipContainer() throws IOException {
        int depth = 0;
        do {
            while (at < limit) {
                byte c = buffer[at];
                if (c == '"') {
                    if (!skipString()) {
                        return false;
                    }
                    continue;
                }
                if (c == '{' || c == '[') {
                    if (depth == DEEPEST) {
                        return false;
                    }
                    push(depth++, c == '{');
                } else if (c == '}' || c == ']') {
                    if (isObject(--depth) != (c == '}')) {
                        return false;
                    }
                    if (depth == 0) {
                        at++;
                        return true;
                    }
                }
                at++;
            }
        } while (refill());
        return false;
    }

    private void push(int depth, boolean object) {
        int word = depth >> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, 2 * objects.length);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    private boolean isObject(int depth) {
        return (objects[depth >> 6] & (1L << depth)) != 0;
    }

    private boolean refill() throws IOException {
        flushCapture();
        at = 0;
        limit = 0;
        captured = 0;
        int n = in.read(buffer, 0, buffer.length);
        limit = Math.max(n, 0);
        return n > 0;
    }
}

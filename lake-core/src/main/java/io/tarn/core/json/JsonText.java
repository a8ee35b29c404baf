package io.tarn.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strings between their quotes: what their escapes stand for. Expects what {@link JsonParser} has accepted. */
final class JsonText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;

    private JsonText() {}

    /**
     * Decodes to UTF-8; a surrogate without its partner becomes the three bytes that UTF-8 forbids for it, so that
     * different texts stay different. Never longer than the source.
     */
    static int decode(byte[] b, int from, int to, byte[] into) {
        int out = 0;
        int p = from;
        while (p < to) {
            int plain = copyPlain(b, p, to, into, out);
            p += plain;
            out += plain;
            if (p == to) {
                break;
            }
            byte e = b[p + 1];
            p += 2;
            if (e != 'u') {
                into[out++] = simple(e);
                continue;
            }
            int code = hex4(b, p);
            p += 4;
            if (Character.isHighSurrogate((char) code) && lowSurrogateAt(b, p, to)) {
                code = Character.toCodePoint((char) code, (char) hex4(b, p + 2));
                p += 6;
            }
            out = encode(code, into, out);
        }
        return out;
    }

    /**
     * Copies up to the next backslash, or to the end, and says how many bytes that are. Eight at a time: texts full of
     * Windows paths took a sixth of all the time that hydrating them takes, byte by byte. What it leaves behind the
     * copied bytes is overwritten.
     */
    private static int copyPlain(byte[] b, int from, int to, byte[] into, int at) {
        int n = 0;
        for (; from + n + Long.BYTES <= to; n += Long.BYTES) {
            long eight = (long) EIGHT.get(b, from + n);
            EIGHT.set(into, at + n, eight);
            long zeroed = eight ^ BACKSLASHES;
            long found = (zeroed - ONES) & ~zeroed & HIGH_BITS;
            if (found != 0) {
                return n + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (from + n < to && b[from + n] != '\\') {
            into[at + n] = b[from + n];
            n++;
        }
        return n;
    }

    /** Whether the escape of a low surrogate begins at {@code p}. */
    static boolean lowSurrogateAt(byte[] b, int p, int to) {
        return p + 6 <= to
                && b[p] == '\\'
                && b[p + 1] == 'u'
                && hex4(b, p + 2) >= 0
                && Character.isLowSurrogate((char) hex4(b, p + 2));
    }

    /** The value of four hexadecimal digits, or negative. */
    static int hex4(byte[] b, int p) {
        return hex(b[p]) << 12 | hex(b[p + 1]) << 8 | hex(b[p + 2]) << 4 | hex(b[p + 3]);
    }

    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static byte simple(byte e) {
        return switch (e) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> e;
        };
    }

    private static int encode(int code, byte[] into, int at) {
        int out = at;
        if (code < 0x80) {
            into[out++] = (byte) code;
            return out;
        }
        if (code < 0x800) {
            into[out++] = (byte) (0xC0 | code >> 6);
        } else {
            if (code < 0x10000) {
                into[out++] = (byte) (0xE0 | code >> 12);
            } else {
                into[out++] = (byte) (0xF0 | code >> 18);
                into[out++] = (byte) (0x80 | code >> 12 & 0x3F);
            }
            into[out++] = (byte) (0x80 | code >> 6 & 0x3F);
        }
        into[out++] = (byte) (0x80 | code & 0x3F);
        return out;
    }
}

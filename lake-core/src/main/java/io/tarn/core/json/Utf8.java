package io.tarn.core.json;

import io.tarn.core.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bytes are Unicode text (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF). */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Refuses UTF-16 and UTF-32: a JSON document begins with ASCII, so their NUL bytes give them away, with or without
     * a mark.
     */
    static void refuseOtherCharsets(byte[] b, int from, int to) throws JsonRejected {
        int length = to - from;
        if (length < 2) {
            return;
        }
        int b0 = b[from] & 0xFF;
        int b1 = b[from + 1] & 0xFF;
        boolean marked = b0 == 0xFF && b1 == 0xFE || b0 == 0xFE && b1 == 0xFF;
        if (marked && (length < 4 || b[from + 2] == 0 || b[from + 3] == 0)) {
            throw new JsonRejected(Reason.CHARSET, "The text is UTF-16 or UTF-32, not UTF-8", 0);
        }
        if (length >= 4 && nulPattern(b, from)) {
            throw new JsonRejected(Reason.CHARSET, "The text is UTF-16 or UTF-32, not UTF-8", 0);
        }
    }

    /** RFC 4627, section 3. */
    private static boolean nulPattern(byte[] b, int from) {
        int nuls = (b[from] == 0 ? 8 : 0)
                | (b[from + 1] == 0 ? 4 : 0)
                | (b[from + 2] == 0 ? 2 : 0)
                | (b[from + 3] == 0 ? 1 : 0);
        boolean utf32Mark = nuls == 0b1100 && (b[from + 2] & 0xFF) == 0xFE && (b[from + 3] & 0xFF) == 0xFF;
        return utf32Mark || nuls == 0b1110 || nuls == 0b0111 || nuls == 0b1010 || nuls == 0b0101;
    }

    /** The index of the first byte that is no UTF-8, or -1. */
    static int firstInvalid(byte[] b, int from, int to) {
        int p = from;
        while (p < to) {
            if (p + 8 <= to && ((long) LONGS.get(b, p) & HIGH_BITS) == 0) {
                p += 8;
            } else if (b[p] >= 0) {
                p++;
            } else {
                int length = sequence(b, p, to);
                if (length == 0) {
                    return p;
                }
                p += length;
            }
        }
        return -1;
    }

    /** The length of the legal sequence at {@code p}, whose first byte is not ASCII, or 0. */
    private static int sequence(byte[] b, int p, int to) {
        int lead = b[p] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || p + length > to) {
            return 0;
        }
        int second = b[p + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((b[p + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}

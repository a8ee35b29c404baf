package io.tarn.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes of decoded keys and of values. The secret of this process keeps a sender from choosing keys that collide; so a
 * hash may decide how fast something goes, never what comes out of it.
 */
public final class KeyHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SECRET = new SecureRandom().nextLong();
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private KeyHash() {}

    /** Of a text's bytes. */
    public static int of(byte[] b, int from, int to) {
        long h = SECRET ^ (to - from);
        int p = from;
        for (; p + 8 <= to; p += 8) {
            h = fold(h ^ (long) LONGS.get(b, p));
        }
        long rest = 0;
        for (; p < to; p++) {
            rest = rest << 8 | b[p] & 0xFF;
        }
        h = fold(h ^ rest);
        return (int) (h ^ h >>> 32);
    }

    /** Of a number. */
    public static int of(long number) {
        long h = fold(SECRET ^ number);
        return (int) (h ^ h >>> 32);
    }

    private static long fold(long x) {
        long y = x ^ SECRET >>> 17;
        return Math.multiplyHigh(y, ODD) ^ y * ODD ^ SECRET;
    }
}

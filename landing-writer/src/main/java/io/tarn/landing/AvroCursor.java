package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads values in Avro's binary encoding from a range of an array. Not thread-safe. */
final class AvroCursor {
    /** The bytes are not what they should be. No stack trace: damage is an answer that recovery works with. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    AvroCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    long readLong() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw new Malformed("a number is cut off");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new Malformed("a number has more than ten bytes");
    }

    String readString() throws Malformed {
        int length = readLength();
        String value = new String(bytes, at, length, UTF_8);
        at += length;
        return value;
    }

    byte[] readBytes() throws Malformed {
        int length = readLength();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    Map<String, String> readMap() throws Malformed {
        long count = readLong();
        if (count == 0) {
            return Map.of();
        }
        TreeMap<String, String> map = new TreeMap<>();
        while (count != 0) {
            if (count < 0) {
                readLong(); // the block's size in bytes, for readers that skip
                count = -count;
            }
            for (long i = 0; i < count; i++) {
                map.put(readString(), readString());
            }
            count = readLong();
        }
        return Collections.unmodifiableSortedMap(map);
    }

    private int readLength() throws Malformed {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw new Malformed("a length of " + length + " goes beyond the end");
        }
        return (int) length;
    }
}

package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A growing buffer that values are appended to in Avro's binary encoding. Not thread-safe. */
final class AvroBuffer {
    private byte[] bytes;
    private int size;

    AvroBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The bytes behind it, of which the first {@link #size()} count. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Zig-zag variable length. */
    AvroBuffer writeLong(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    AvroBuffer writeString(String value) {
        return writeBytes(value.getBytes(UTF_8));
    }

    AvroBuffer writeBytes(byte[] value) {
        return writeBytes(value, 0, value.length);
    }

    AvroBuffer writeBytes(byte[] value, int offset, int length) {
        return writeLong(length).append(value, offset, length);
    }

    /** A map of strings, in key order so that equal maps give equal bytes. */
    AvroBuffer writeMap(Map<String, String> map) {
        if (!map.isEmpty()) {
            writeLong(map.size());
            new TreeMap<>(map).forEach((key, value) -> writeString(key).writeString(value));
        }
        return writeLong(0);
    }

    /** Bytes that are already encoded. */
    AvroBuffer append(byte[] encoded, int offset, int length) {
        reserve(length);
        System.arraycopy(encoded, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Four bytes, big-endian; no Avro type, but what the spool's framing is made of. */
    AvroBuffer appendInt(int value) {
        reserve(4);
        bytes[size++] = (byte) (value >>> 24);
        bytes[size++] = (byte) (value >>> 16);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Writes over four bytes that are already there. */
    void putInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Forgets everything behind {@code size}. */
    void cutTo(int newSize) {
        size = newSize;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), size + (size >> 1)));
        }
    }
}

package io.tarn.ingest.hydrate;

import java.util.Arrays;

/**
 * Bytes that are appended to. Numbers are big-endian or, where small, of variable length (seven bits a byte, low
 * first).
 */
final class GrowingBytes {
    private byte[] bytes;
    private int size;

    GrowingBytes(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** The array itself; valid up to {@link #size} until the next change. */
    byte[] array() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    void truncate(int to) {
        size = to;
    }

    void put(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    void put(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    void putInt(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** Up to ten bytes; negative values take all of them. */
    void putVar(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putSized(byte[] from) {
        putSized(from, 0, from.length);
    }

    void putSized(byte[] from, int offset, int length) {
        putVar(length);
        put(from, offset, length);
    }

    /**
     * Makes room for {@code length} bytes that the caller writes into {@link #array} at {@link #size} and then
     * {@link #grow}s by.
     */
    void room(int length) {
        if (bytes.length - size < length) {
            long wanted = Math.max((long) size + length, Math.min(bytes.length * 2L, bytes.length + (64L << 20)));
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8)));
        }
    }

    void grow(int length) {
        size += length;
    }
}

package io.tarn.columnar;

import java.util.Arrays;

/** A byte array that grows and is reused. */
final class GrowingBytes {
    byte[] array;
    int length;

    GrowingBytes(int capacity) {
        array = new byte[capacity];
    }

    void clear() {
        length = 0;
    }

    void add(int b) {
        if (length == array.length) {
            reserve(1);
        }
        array[length++] = (byte) b;
    }

    void add(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, array, length, to - from);
        length += to - from;
    }

    void addAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    /** Makes room for so many more. */
    void reserve(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(
                    array, Math.max(Math.addExact(length, more), (int) Math.min(array.length * 2L, 1 << 30)));
        }
    }
}

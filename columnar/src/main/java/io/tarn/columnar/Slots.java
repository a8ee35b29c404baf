package io.tarn.columnar;

import java.util.Arrays;

/**
 * The places for values that a group has had in a row group, as runs of equal levels: one slot per row, per element of
 * a list, per occurrence of a struct or of the null that stands for it. Below the group each child has exactly one
 * entry per slot.
 */
final class Slots {
    private int[] levels = new int[16];
    private int[] counts = new int[16];
    private int runs;
    private long total;

    /** A slot that exists where {@code definition} is the group's own, and only stands for a null where it is less. */
    void add(int repetition, int definition, long count) {
        int level = repetition << 16 | definition;
        long left = count;
        if (runs > 0 && levels[runs - 1] == level) {
            long part = Math.min(left, Integer.MAX_VALUE - counts[runs - 1]);
            counts[runs - 1] += (int) part;
            left -= part;
        }
        while (left > 0) {
            int part = (int) Math.min(left, Integer.MAX_VALUE);
            if (runs == levels.length) {
                levels = Arrays.copyOf(levels, runs * 2);
                counts = Arrays.copyOf(counts, runs * 2);
            }
            levels[runs] = level;
            counts[runs++] = part;
            left -= part;
        }
        total += count;
    }

    long total() {
        return total;
    }

    int repetition(int run) {
        return levels[run] >>> 16;
    }

    int definition(int run) {
        return levels[run] & 0xFFFF;
    }

    int count(int run) {
        return counts[run];
    }

    /** The repetition level of the newest slot. */
    int repetition() {
        return repetition(runs - 1);
    }

    void clear() {
        runs = 0;
        total = 0;
    }
}

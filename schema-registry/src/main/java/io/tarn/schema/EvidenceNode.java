package io.tarn.schema;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one path. Mutable and not thread-safe; a hash table of members by their UTF-8 keys, in the order in
 * which they were first seen.
 */
final class EvidenceNode {
    private static final byte[][] NO_KEYS = {};
    private static final EvidenceNode[] NO_NODES = {};

    private final long[] counts = new long[ValueClass.ALL.length];
    /** Member values seen that are not null, in all objects. */
    long memberValues;
    /** Those of them that are no Unicode strings. */
    long noStrings;
    /** Objects with a key that is no Unicode text. */
    long badKeys;
    /** Distinct members seen, those included that were pruned. */
    int distinct;

    @Nullable
    EvidenceNode element;
    /** What the settings say of this path, null where nothing. */
    @Nullable
    Directives directives;

    private int size;
    private byte[][] keys = NO_KEYS;
    private int[] hashes = {};
    private EvidenceNode[] nodes = NO_NODES;
    private int[] slots = {};

    long count(ValueClass of) {
        return counts[of.ordinal()];
    }

    void add(ValueClass of) {
        counts[of.ordinal()]++;
    }

    void add(ValueClass of, long n) {
        counts[of.ordinal()] += n;
    }

    /** Values of every class. */
    long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    int size() {
        return size;
    }

    byte[] key(int i) {
        return keys[i];
    }

    EvidenceNode node(int i) {
        return nodes[i];
    }

    /**
     * Index of a member, or -1; {@code guess} is tried first, since events mostly have their members in the same order.
     */
    int find(int hash, byte[] bytes, int from, int to, int guess) {
        if (guess < size && hashes[guess] == hash && matches(guess, bytes, from, to)) {
            return guess;
        }
        if (size == 0) {
            return -1;
        }
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int i = slots[slot] - 1;
            if (hashes[i] == hash && matches(i, bytes, from, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int i, byte[] bytes, int from, int to) {
        return Arrays.equals(keys[i], 0, keys[i].length, bytes, from, to);
    }

    /** Adds a member that is not there yet; gives its index. */
    int put(int hash, byte[] key, EvidenceNode node) {
        if (size == keys.length) {
            grow();
        }
        keys[size] = key;
        hashes[size] = hash;
        nodes[size] = node;
        slot(hash, size);
        distinct = Math.max(distinct, ++size);
        return size - 1;
    }

    private void grow() {
        int capacity = Math.max(4, keys.length * 2);
        keys = Arrays.copyOf(keys, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        nodes = Arrays.copyOf(nodes, capacity);
        slots = new int[capacity * 2];
        for (int i = 0; i < size; i++) {
            slot(hashes[i], i);
        }
    }

    private void slot(int hash, int i) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = i + 1;
    }

    /** Indexes of the members by key, as unsigned bytes. */
    int[] byKey() {
        return sorted(Comparator.comparing(i -> keys[i], Arrays::compareUnsigned));
    }

    /** Indexes of the {@code most} most frequent members (ties by key), by key. */
    int[] mostFrequent(int most) {
        if (size <= most) {
            return byKey();
        }
        Comparator<Integer> byKey = Comparator.comparing(i -> keys[i], Arrays::compareUnsigned);
        Comparator<Integer> byCount = Comparator.comparingLong(i -> -nodes[i].total());
        return IntStream.range(0, size)
                .boxed()
                .sorted(byCount.thenComparing(byKey))
                .limit(most)
                .sorted(byKey)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] sorted(Comparator<Integer> order) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

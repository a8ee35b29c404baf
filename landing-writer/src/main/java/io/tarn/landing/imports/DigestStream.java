package io.tarn.landing.imports;

import io.tarn.core.Sha256;
import io.tarn.landing.input.Leaf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Passes a leaf's bytes on and learns what they are. Not thread-safe. */
final class DigestStream extends InputStream {
    private final Leaf.Content in;
    private final Deque<Long> offsets;
    private final SortedMap<Long, String> marks = new TreeMap<>();
    private final Sha256 digest = new Sha256();
    private Sha256 lineDigest = new Sha256();
    private long bytes;
    private long lineEnd;

    DigestStream(Leaf.Content in) {
        this(in, new TreeSet<>());
    }

    /**
     * Also learns what the beginnings are.
     *
     * @param offsets where they end
     */
    DigestStream(Leaf.Content in, SortedSet<Long> offsets) {
        this.in = in;
        this.offsets = new ArrayDeque<>(offsets);
        mark();
    }

    /** Reads the leaf to its end. */
    static Content of(Leaf.Content leaf) throws IOException {
        return new DigestStream(leaf).rest();
    }

    /** SHA-256 (hex) up to each of the offsets that was read so far. */
    SortedMap<Long, String> marks() {
        return marks;
    }

    /** What was read, after reading what is left. */
    Content rest() throws IOException {
        byte[] buffer = new byte[64 << 10];
        while (read(buffer, 0, buffer.length) >= 0) {
            // Only to see it.
        }
        return new Content(hex(digest), bytes, lineEnd, hex(lineDigest), in.torn());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        if (n > 0) {
            seeToMarks(target, offset, n);
        }
        return n;
    }

    private void seeToMarks(byte[] from, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (Long next = offsets.peek(); next != null && next <= bytes + end - at; next = offsets.peek()) {
            int count = (int) (next - bytes);
            see(from, at, count);
            at += count;
            mark();
        }
        see(from, at, end - at);
    }

    private void mark() {
        for (Long next = offsets.peek(); next != null && next == bytes; next = offsets.peek()) {
            marks.put(offsets.remove(), hex(digest));
        }
    }

    private void see(byte[] from, int offset, int length) {
        int newline = length - 1;
        while (newline >= 0 && from[offset + newline] != '\n') {
            newline--;
        }
        digest.update(from, offset, newline + 1);
        if (newline >= 0) {
            lineEnd = bytes + newline + 1;
            lineDigest = digest.copy();
        }
        digest.update(from, offset + newline + 1, length - newline - 1);
        bytes += length;
    }

    private static String hex(Sha256 sha) {
        return HexFormat.of().formatHex(sha.digest());
    }
}

package io.tarn.schema;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes a tree of evidence: per node a bit set of its classes, their counts, its members by key, its element; varints,
 * deflated.
 */
final class EvidencePacker {
    static final int OBJECT_BIT = 1 << ValueClass.ALL.length;
    static final int ELEMENT_BIT = OBJECT_BIT << 1;

    private byte[] out = new byte[1024];
    private int length;
    private boolean pruned;

    byte[] pack(EvidenceNode root) {
        node(root, SegmentEvidence.KEPT_MEMBERS);
        return deflated();
    }

    /** Whether members were left out. */
    boolean pruned() {
        return pruned;
    }

    private void node(EvidenceNode n, int kept) {
        boolean object = n.memberValues > 0 || n.badKeys > 0;
        EvidenceNode element = n.element;
        int bits = (object ? OBJECT_BIT : 0) | (element != null ? ELEMENT_BIT : 0);
        for (ValueClass c : ValueClass.ALL) {
            bits |= n.count(c) > 0 ? 1 << c.ordinal() : 0;
        }
        varint(bits);
        for (ValueClass c : ValueClass.ALL) {
            if (n.count(c) > 0) {
                varint(n.count(c));
            }
        }
        if (object) {
            members(n, kept);
        }
        if (element != null) {
            node(element, kept(element));
        }
    }

    private void members(EvidenceNode n, int most) {
        varint(n.memberValues);
        varint(n.noStrings);
        varint(n.badKeys);
        varint(n.distinct);
        int[] kept = n.mostFrequent(most);
        pruned |= kept.length < n.size();
        varint(kept.length);
        for (int i : kept) {
            byte[] key = n.key(i);
            varint(key.length);
            room(key.length);
            System.arraycopy(key, 0, out, length, key.length);
            length += key.length;
            node(n.node(i), kept(n.node(i)));
        }
    }

    private static int kept(EvidenceNode n) {
        boolean map = Proposals.mapLike(n, n.distinct, Proposals.MAP_MEMBERS);
        return map ? SegmentEvidence.KEPT_OF_MAP : SegmentEvidence.KEPT_MEMBERS;
    }

    private void varint(long value) {
        room(10);
        long rest = value;
        while (rest > 0x7f) {
            out[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[length++] = (byte) rest;
    }

    private void room(int bytes) {
        if (length + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + bytes));
        }
    }

    private byte[] deflated() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(out, 0, length);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}

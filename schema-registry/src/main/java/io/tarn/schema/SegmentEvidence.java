package io.tarn.schema;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one segment says about the types of its fields, packed small so that it can travel. Immutable; equal for equal
 * events in the same order.
 */
public final class SegmentEvidence implements Serializable, Comparable<SegmentEvidence> {
    private static final long serialVersionUID = 1L;

    /** Members kept of one object: the most frequent, ties by key. */
    static final int KEPT_MEMBERS = 4_096;

    /** Members kept of an object that is like a map in this segment; they stand for all. */
    static final int KEPT_OF_MAP = 256;

    private final byte[] packed;
    private final boolean cut;

    private SegmentEvidence(byte[] packed, boolean cut) {
        this.packed = packed;
        this.cut = cut;
    }

    static SegmentEvidence of(EvidenceNode root, boolean cut) {
        EvidencePacker packer = new EvidencePacker();
        byte[] packed = packer.pack(root);
        return new SegmentEvidence(packed, cut || packer.pruned());
    }

    /** Whether there were more fields than are counted; the others are kept in {@code _rest}. */
    public boolean cut() {
        return cut;
    }

    /** Adds what this says to {@code total}. */
    void addTo(EvidenceNode total) {
        new EvidenceUnpacker(packed).addTo(total);
    }

    @Override
    public int compareTo(SegmentEvidence other) {
        return Arrays.compare(packed, other.packed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentEvidence that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }
}

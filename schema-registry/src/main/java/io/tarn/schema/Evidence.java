package io.tarn.schema;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the segments of one run say about the types of the fields: a map from segment to its evidence. Merging is the
 * union of the keys, so it is commutative, associative and idempotent, and neither the order of files nor of tasks
 * matters. Immutable.
 */
public final class Evidence implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of no segment. */
    public static final Evidence NONE = new Evidence(new TreeMap<>());

    private final TreeMap<String, SegmentEvidence> segments;

    private Evidence(TreeMap<String, SegmentEvidence> segments) {
        this.segments = segments;
    }

    /** The evidence of one segment. */
    public static Evidence of(String segmentKey, SegmentEvidence evidence) {
        return new Evidence(new TreeMap<>(Map.of(segmentKey, evidence)));
    }

    /**
     * Both. A segment that both know counts once (reading it again gives the same; should it not, the greater is taken,
     * so that order stays without effect).
     */
    public Evidence merge(Evidence other) {
        if (segments.isEmpty()) {
            return other;
        }
        TreeMap<String, SegmentEvidence> merged = new TreeMap<>(segments);
        other.segments.forEach((key, e) -> merged.merge(key, e, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        return new Evidence(merged);
    }

    /** Whether it is of no segment. */
    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Whether some segment had more fields than are counted. */
    public boolean cut() {
        return segments.values().stream().anyMatch(SegmentEvidence::cut);
    }

    /** The counts of all segments together. */
    EvidenceNode total() {
        EvidenceNode total = new EvidenceNode();
        segments.values().forEach(e -> e.addTo(total));
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public String toString() {
        return "Evidence of " + segments.keySet();
    }
}

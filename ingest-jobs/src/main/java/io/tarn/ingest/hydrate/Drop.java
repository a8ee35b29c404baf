package io.tarn.ingest.hydrate;

/**
 * A row that is not published.
 *
 * @param epochDay its event day
 * @param segment index in the hydrate's segments
 */
record Drop(int epochDay, int segment, long seq, Kind kind) implements Comparable<Drop> {
    /** Bytes of one drop in a drop run; the day is in the run's slices. */
    static final int SIZE = 13;

    /** Why. */
    enum Kind {
        /** The same id and the same content. */
        DUPLICATE,
        /** The same id and another content, dropped. */
        CONFLICT,
        /** The same id and another content, set aside. */
        QUARANTINED
    }

    @Override
    public int compareTo(Drop other) {
        int c = Integer.compare(epochDay, other.epochDay);
        return c == 0 ? comparePlace(other.segment, other.seq) : c;
    }

    int comparePlace(int otherSegment, long otherSeq) {
        int c = Integer.compare(segment, otherSegment);
        return c == 0 ? Long.compare(seq, otherSeq) : c;
    }
}

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
        DUPLICATE(1),
        /** The same id and another content, dropped. */
        CONFLICT(2),
        /** The same id and another content, set aside. */
        QUARANTINED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** What a drop run has for it. */
        int code() {
            return code;
        }

        static Kind of(int code) {
            return switch (code) {
                case 1 -> DUPLICATE;
                case 2 -> CONFLICT;
                case 3 -> QUARANTINED;
                default -> throw new IllegalArgumentException("a drop has no code " + code);
            };
        }
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

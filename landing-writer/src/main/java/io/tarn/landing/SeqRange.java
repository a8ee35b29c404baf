package io.tarn.landing;

/** A run of sequence numbers, both ends included. */
public record SeqRange(long first, long last) {
    public SeqRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("sequence range " + first + " to " + last);
        }
    }

    /** How many numbers it holds. */
    public long count() {
        return last - first + 1;
    }
}

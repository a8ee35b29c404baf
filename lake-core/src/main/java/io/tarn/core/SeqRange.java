package io.tarn.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A run of sequence numbers, both ends included. */
public record SeqRange(long first, long last) implements Serializable {
    public SeqRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("sequence range " + first + " to " + last);
        }
    }

    /** How many numbers it holds. */
    public long count() {
        return last - first + 1;
    }

    public boolean contains(long seq) {
        return seq >= first && seq <= last;
    }

    /** Gathers numbers that come in ascending order into as few ranges as there can be. Not thread-safe. */
    public static final class Gatherer {
        private final List<SeqRange> ranges = new ArrayList<>();
        private long first = -1;
        private long last = -1;

        /** Takes the next number; it must be higher than those before it. */
        public void add(long seq) {
            if (seq <= last) {
                throw new IllegalArgumentException("sequence number " + seq + " after " + last);
            }
            if (first < 0 || seq != last + 1) {
                end();
                first = seq;
            }
            last = seq;
        }

        private void end() {
            if (first >= 0) {
                ranges.add(new SeqRange(first, last));
            }
        }

        /** What was gathered; ends the gathering. */
        public List<SeqRange> finish() {
            end();
            first = -1;
            return List.copyOf(ranges);
        }
    }
}

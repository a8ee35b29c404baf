package io.tarn.ingest.hydrate;

import java.io.DataInput;
import java.io.IOException;

/**
 * An id of a row of this hydrate.
 *
 * @param content 64 bits of the payload's content
 * @param received microseconds since 1970-01-01T00:00:00Z
 * @param segment index in the hydrate's segments, whose order is the keys'
 * @param epochDay event day of the row
 */
record IdEntry(long high, long low, long content, long received, int segment, long seq, int epochDay)
        implements Comparable<IdEntry> {
    /** Bytes of one entry in an id run. */
    static final int SIZE = 48;

    /** As an id run has it. */
    void write(GrowingBytes out) {
        out.putLong(high);
        out.putLong(low);
        out.putLong(content);
        out.putLong(received);
        out.putInt(segment);
        out.putLong(seq);
        out.putInt(epochDay);
    }

    /** What {@link #write} wrote. */
    static IdEntry read(DataInput in) throws IOException {
        return new IdEntry(
                in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readLong(), in.readInt());
    }

    /** An entry of an ids object, which has id and content only. */
    static IdEntry readKnown(DataInput in) throws IOException {
        return new IdEntry(in.readLong(), in.readLong(), in.readLong(), 0, 0, 0, 0);
    }

    /** By id, and for one id in the order in which the first wins. */
    @Override
    public int compareTo(IdEntry other) {
        int c = compareIds(high, low, other.high, other.low);
        if (c == 0) {
            c = Long.compare(received, other.received);
        }
        if (c == 0) {
            c = Integer.compare(segment, other.segment);
        }
        return c == 0 ? Long.compare(seq, other.seq) : c;
    }

    /** The order of ids everywhere: as their bytes. */
    static int compareIds(long high, long low, long otherHigh, long otherLow) {
        int c = Long.compareUnsigned(high, otherHigh);
        return c == 0 ? Long.compareUnsigned(low, otherLow) : c;
    }

    /** UTC day of receiving, since 1970-01-01. */
    int receivedDay() {
        return (int) Math.floorDiv(received, 86_400_000_000L);
    }
}

package io.tarn.landing.imports;

import java.time.Instant;

/**
 * What an import goes on behind: an earlier one, from the same path, whose content this one's begins with.
 *
 * @param identity of the earlier import
 * @param came when that ended
 * @param from where its last complete line ends, in bytes
 * @param lines how many lines that is
 * @param tailLanded whether the line behind them was an event already, although no line feed ended it
 */
record Continued(String identity, Instant came, long from, long lines, boolean tailLanded) {
    /** Whether this one goes on further behind. */
    boolean isBehind(Continued other) {
        return from > other.from || (from == other.from && tailLanded && !other.tailLanded);
    }

    /** How many lines have come with earlier imports. */
    long linesBefore() {
        return lines + (tailLanded ? 1 : 0);
    }
}

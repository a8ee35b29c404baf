package io.tarn.ingest.verify;

import io.tarn.core.report.Balance;
import java.util.List;

/**
 * What verification found (interface, "JSON").
 *
 * @param balance of each collection, in the order of names; without those that did not stand still
 * @param problems what is wrong; of each kind in a collection the first 100, then their number
 * @param notes what is in order, but worth knowing: runs that were interrupted, left-overs
 * @param files whose bytes or footers were read
 * @param rows compared with their events
 */
public record VerifyReport(List<Balance> balance, List<Problem> problems, List<String> notes, long files, long rows) {
    /** Nothing is wrong, and every collection that could be counted balances. */
    public boolean passed() {
        return problems.isEmpty() && balance.stream().allMatch(Balance::balanced);
    }
}

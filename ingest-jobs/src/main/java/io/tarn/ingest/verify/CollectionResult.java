package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.report.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What verification found in one collection.
 *
 * @param balance null where it could not be counted
 */
record CollectionResult(@Nullable Balance balance, List<Problem> problems, List<String> notes, long files, long rows) {

    /**
     * What can be said when the collection changed while it was looked at: a file may have gone for good reasons
     * between the head that names it and the look at it, and so only what two looks at different states both found is
     * wrong.
     *
     * @param earlier what the look before found
     */
    CollectionResult ofMovingTarget(CollectionName collection, List<Problem> earlier, int attempts) {
        boolean balanced = balance != null && balance.balanced();
        List<String> all = new ArrayList<>(notes);
        all.add(collection + ": it changed during each of " + attempts + " attempts to count it"
                + (balanced ? "" : ", so that its balance is not known")
                + "; verify it again when nothing is compacted");
        Set<Problem> before = Set.copyOf(earlier);
        List<Problem> lasting = problems.stream().filter(before::contains).toList();
        return new CollectionResult(balanced ? balance : null, lasting, all, files, rows);
    }
}

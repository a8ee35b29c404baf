package io.tarn.proof.cluster;

import io.tarn.proof.cluster.EventLog.Task;
import io.tarn.proof.cluster.Step.Trouble;
import java.util.List;

/** Whether what was done to an executor really befell the merge, by Spark's own record. */
final class Troubles {
    private static final String MERGE = "merge";
    private static final String SUCCESS = "Success";
    private static final String LOST = "ExecutorLostFailure";

    private Troubles() {}

    /** Throws unless the record shows it, and shows that another attempt did the work. */
    static void check(String where, Trouble trouble, EventLog log) {
        if (trouble == Trouble.KILLED) {
            List<Task> lost = log.ended(MERGE, LOST);
            Unproven.require(!log.lostExecutors().isEmpty(), where + "Spark lost no executor");
            Unproven.require(!lost.isEmpty(), where + "no attempt at a merge was lost: " + log.tasks());
            lost.forEach(attempt -> Unproven.require(
                    log.ended(MERGE, SUCCESS).stream().anyMatch(other -> isRetryOf(attempt, other)),
                    where + "the lost attempt was not made again: " + attempt));
        } else if (trouble == Trouble.STOPPED) {
            Unproven.require(
                    log.ended(MERGE, SUCCESS).stream().anyMatch(Task::speculative),
                    where + "no speculative attempt at a merge won: " + log.tasks());
        }
    }

    private static boolean isRetryOf(Task lost, Task other) {
        return other.index() == lost.index()
                && other.attempt() != lost.attempt()
                && !other.executor().equals(lost.executor());
    }

    static String summary(EventLog log) {
        long speculative = log.tasks().stream().filter(Task::speculative).count();
        long failed =
                log.tasks().stream().filter(task -> !task.end().equals(SUCCESS)).count();
        return log.tasks().size() + " attempts, " + speculative + " speculative, " + failed + " without success, "
                + log.lostExecutors().size() + " executors lost";
    }
}

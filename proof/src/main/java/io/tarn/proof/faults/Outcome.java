package io.tarn.proof.faults;

import java.util.List;

/**
 * What came of a case.
 *
 * @param phase in which the fault struck, "" if it did not
 * @param where the operation
 * @param storeCalls by those that share a fault
 * @param diskCalls by those that share a fault
 * @param problems empty if everything held
 */
record Outcome(String phase, String where, List<Integer> storeCalls, List<Integer> diskCalls, List<String> problems) {
    /** For what should never end a case. */
    static String ended(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return "It ended with " + e + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}

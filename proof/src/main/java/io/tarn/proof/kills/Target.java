package io.tarn.proof.kills;

import java.time.Duration;

/**
 * Where a process is to be killed.
 *
 * @param step name of the step; "" where it is killed at a random moment only
 * @param passes how often the step passes before
 * @param action number of the action, counted in this process, at which it is killed anyway; one that is aimed at a
 *     step brings everything to its end first, so that it meets as many steps as it can
 * @param delay after which that happens
 */
record Target(String step, int passes, int action, Duration delay) {
    /** Lives to its end. */
    static final Target NONE = new Target("", 0, Integer.MAX_VALUE, Duration.ZERO);

    boolean isAimed() {
        return !step.isEmpty();
    }

    String shown() {
        return step.isEmpty()
                ? this == NONE ? "none" : "action " + action + " + " + delay.toMillis() + " ms"
                : step + " after " + passes;
    }
}

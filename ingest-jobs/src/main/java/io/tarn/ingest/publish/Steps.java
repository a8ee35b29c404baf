package io.tarn.ingest.publish;

/**
 * Told before each step of the protocol that changes the store, by name and object, as in {@code "head.sealing
 * 2026-11-22"}. A test throws here, or waits, to stop a run at every place where a machine can die. Called from several
 * threads.
 */
@FunctionalInterface
public interface Steps {
    /** Does nothing. */
    Steps NONE = step -> {};

    /** About to take this step. */
    void at(String step);
}

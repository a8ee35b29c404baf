package io.tarn.proof.faults;

/** The process is gone. Nothing may catch it. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}

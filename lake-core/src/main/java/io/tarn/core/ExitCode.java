package io.tarn.core;

/** The exit codes of the {@code tarn} command; they are an interface that schedulers build on. */
public enum ExitCode {
    /** Done, or nothing to do. */
    DONE(0),
    /** Unexpected failure. */
    UNEXPECTED(1),
    /** Wrong usage, no input file at all included. */
    USAGE(2),
    /** Configuration is missing or wrong. */
    CONFIGURATION(3),
    /**
     * Partly done: a named file was missing, unreadable or torn, or some of what is due is held by another live run.
     */
    PARTIAL(4),
    /** Would lose data, or does not verify. */
    INTEGRITY(5),
    /** Access denied. */
    DENIED(6),
    /** Conflict: all of it is held by another live run. */
    CONFLICT(7),
    /** Done, but events were set aside ({@code --strict} only). */
    SET_ASIDE(8);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process exit status. */
    public int code() {
        return code;
    }
}

package io.tarn.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on: the problem, why it occurred and what to do, in that order.
 *
 * <p>Each carries the exit code of the command line (see {@link ExitCode}). Immutable apart from the stack trace.
 */
public class TarnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * @param problem what went wrong, with collection, day or key; no full stop at the end
     * @param why the reason as far as it is known
     * @param todo what the reader should do about it
     */
    public TarnException(ExitCode exitCode, String problem, String why, String todo) {
        super(problem + ": " + why + ". " + todo);
        this.exitCode = Objects.requireNonNull(exitCode);
    }

    /** As above, keeping the failure that caused this one. */
    public TarnException(ExitCode exitCode, String problem, String why, String todo, @Nullable Throwable cause) {
        super(problem + ": " + why + ". " + todo, cause);
        this.exitCode = Objects.requireNonNull(exitCode);
    }

    /** The exit code that a command ends with when this reaches it. */
    public ExitCode exitCode() {
        return exitCode;
    }
}

package io.tarn.core;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on: the problem, why it occurred and what to do, in that order.
 *
 * <p>Each carries the exit code of the command line (see {@link ExitCode}). Immutable apart from the stack trace.
 */
public class TarnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String why;

    /**
     * @param problem what went wrong, with collection, day or key; no full stop at the end
     * @param why the reason as far as it is known
     * @param todo what the reader should do about it
     */
    public TarnException(ExitCode exitCode, String problem, String why, String todo) {
        super(problem + ": " + why + ". " + todo);
        this.exitCode = Objects.requireNonNull(exitCode);
        this.why = why;
    }

    /** As above, keeping the failure that caused this one. */
    public TarnException(ExitCode exitCode, String problem, String why, String todo, @Nullable Throwable cause) {
        super(problem + ": " + why + ". " + todo, cause);
        this.exitCode = Objects.requireNonNull(exitCode);
        this.why = why;
    }

    /** What a failure has to tell a person: itself or its nearest cause of this kind. */
    public static Optional<TarnException> in(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TarnException told) {
                return Optional.of(told);
            }
        }
        return Optional.empty();
    }

    /** What is said of any failure: what it tells a person, else what it is and how to learn more. */
    public static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return in(failure)
                .map(told -> String.valueOf(told.getMessage()))
                .orElseGet(() -> "Unexpected failure: "
                        + (message == null || message.isBlank() ? name : name + ", " + message)
                        + ". Run it again with --stacktrace, and report what it prints");
    }

    /** The middle part of the message: the reason, without the problem and what to do. */
    public String why() {
        return why;
    }

    /** The exit code that a command ends with when this reaches it. */
    public ExitCode exitCode() {
        return exitCode;
    }
}

package io.tarn.ingest.engine;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;

/** A unit of work failed for good. Carries the exit code of what made it fail. */
public final class EngineException extends TarnException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_UNIT = 300;

    private EngineException(ExitCode code, String problem, String why, String todo, Throwable cause) {
        super(code, problem, why, todo, cause);
    }

    /** The failure of {@code unit} in {@code stage}. */
    public static EngineException of(String stage, Object unit, Throwable cause) {
        String name = unit.toString();
        String what = "'" + stage + "' failed at "
                + (name.length() <= LONGEST_UNIT ? name : name.substring(0, LONGEST_UNIT) + "…");
        if (cause instanceof TarnException known) {
            return new EngineException(known.exitCode(), what, stripped(known), "Nothing was published by it", cause);
        }
        return new EngineException(
                ExitCode.UNEXPECTED,
                what,
                String.valueOf(cause),
                "Nothing was published by it, so run it again; report it if it fails again",
                cause);
    }

    private static String stripped(TarnException known) {
        String message = String.valueOf(known.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}

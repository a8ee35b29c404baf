package io.tarn.core.store;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import org.jspecify.annotations.Nullable;

/** The store did not do what was asked, and its state is as the message says. */
public final class StoreException extends TarnException {
    private static final long serialVersionUID = 1L;

    private final boolean notFound;

    public StoreException(ExitCode code, String problem, String why, String todo, @Nullable Throwable cause) {
        super(code, problem, why, todo, cause);
        this.notFound = false;
    }

    private StoreException(String problem, String why, String todo) {
        super(ExitCode.INTEGRITY, problem, why, todo);
        this.notFound = true;
    }

    /** For a read of a key that does not exist. */
    public static StoreException missing(StoreLocation at, String key) {
        return new StoreException(
                "Object '" + key + "' in " + at.uri() + " cannot be read",
                "there is no such object",
                "Run 'tarn verify' to see what else is missing");
    }

    /** True where the object that was to be read does not exist. */
    public boolean notFound() {
        return notFound;
    }
}

package io.tarn.core.config;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.nio.file.Path;

/**
 * Where a setting stands.
 *
 * @param source the file, or the {@code -D} as it was typed
 * @param line from 1; 0 where there are no lines
 * @param base what relative paths are relative to: the file's folder, or for {@code -D} the working directory
 */
record Place(String source, int line, Path base) {
    Place atLine(int other) {
        return line == 0 ? this : new Place(source, other, base);
    }

    TarnException error(String problem, String why, String todo) {
        return new TarnException(ExitCode.CONFIGURATION, this + ": " + problem, why, todo);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ", line " + line;
    }
}

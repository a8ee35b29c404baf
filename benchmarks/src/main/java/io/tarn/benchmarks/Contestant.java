package io.tarn.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Who takes part in a contest.
 *
 * @param inputs folder of files that stand beside its results and are none (hard links of the inputs), or where nothing
 *     is
 * @param start starts it; what it has to complain about goes to a file
 */
record Contestant(String name, Path inputs, Start start) {
    /** How it is started. */
    interface Start {
        Running start(Path errors) throws IOException;
    }
}

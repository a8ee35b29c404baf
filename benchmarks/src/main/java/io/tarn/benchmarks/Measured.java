package io.tarn.benchmarks;

import java.util.List;

/**
 * What one contestant took.
 *
 * @param whole CPU seconds (user and system) of the process from its start to the end of its first run, preparations
 *     excepted
 * @param runs CPU seconds of each run
 * @param peak bytes of resident memory at most
 * @param output bytes of the files it wrote
 * @param columns of these, bytes of the columns that every contestant writes
 * @param rows content of the first run's result
 */
record Measured(String name, double whole, List<Double> runs, long peak, long output, long columns, Rows rows) {
    /** The best run that found the process warm. */
    double warm() {
        return runs.stream().skip(1).mapToDouble(run -> run).min().orElse(Double.NaN);
    }

    /** Count of rows, and a sum of their hashes that does not depend on their order. */
    record Rows(long count, String hash) {}
}

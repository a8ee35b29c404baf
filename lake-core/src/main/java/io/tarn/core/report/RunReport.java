package io.tarn.core.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did (interface, "JSON"); status is done, nothing, partial or failed.
 *
 * @param repaired a line for each object that was lost or damaged and is whole again
 * @param problems a line for each thing that somebody has to look at
 */
public record RunReport(
        String run,
        String status,
        double seconds,
        String engine,
        @Nullable SparkUsage spark,
        List<DayAction> days,
        List<Balance> balance,
        List<String> repaired,
        List<String> problems) {
    /** Proof that Spark did the work. */
    public record SparkUsage(String application, long tasks, double executorCpuSeconds) {}
}

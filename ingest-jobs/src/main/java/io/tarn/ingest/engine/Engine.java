package io.tarn.ingest.engine;

import io.tarn.core.report.RunReport.SparkUsage;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Distributes work units and decides nothing: every engine gives the same results in the same order. Not thread-safe.
 */
public interface Engine extends AutoCloseable {
    /** The name in reports: {@code threads} or {@code spark}. */
    String name();

    /**
     * Runs the work on every unit and gives the results in the order of the units.
     *
     * @param stage for people: what is being done, as in "route orders"
     * @throws EngineException when a unit failed for good; the others are cancelled, and none still runs
     */
    <I extends Serializable, O extends Serializable> List<O> run(String stage, List<I> units, Work<I, O> work);

    /** What the cluster did so far; empty for an engine without one. */
    Optional<SparkUsage> usage();

    /** Ends what the engine started itself. */
    @Override
    void close();
}

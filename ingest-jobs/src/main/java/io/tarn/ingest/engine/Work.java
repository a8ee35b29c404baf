package io.tarn.ingest.engine;

import java.io.Serializable;

/**
 * What is done with one unit, on whatever machine an engine chooses. It holds values only and opens what it needs.
 *
 * <p>An engine may run it several times for the same unit, even at the same time; no attempt may share an output with
 * another, and only what the engine gives back counts.
 *
 * @param <I> a unit
 * @param <O> what comes of it
 */
@FunctionalInterface
public interface Work<I extends Serializable, O extends Serializable> extends Serializable {
    O run(I unit) throws Exception;
}

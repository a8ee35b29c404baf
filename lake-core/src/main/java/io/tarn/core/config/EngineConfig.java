package io.tarn.core.config;

import java.io.Serializable;

/**
 * What runs the work units.
 *
 * @param master Spark's master where this command starts Spark itself
 */
public record EngineConfig(Type type, String master) implements Serializable {
    /** AUTO: threads when the plan is small enough for them or the master is a cluster's, else Spark. */
    public enum Type {
        AUTO,
        SPARK,
        THREADS
    }
}

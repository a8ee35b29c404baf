package io.tarn.ingest.compact;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.EngineConfig;
import io.tarn.core.report.RunReport.SparkUsage;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.engine.spark.SparkEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a run, opened when work turns up: starting Spark takes seconds, and most runs of a scheduler find
 * nothing to do. One run uses one engine. Not thread-safe.
 */
public interface EngineChoice extends AutoCloseable {
    /** Archive bytes that threads take, where Spark could do it too: at 20 MB/s and core, some minutes. */
    long SMALL = 4L << 30;

    /**
     * The engine of this run.
     *
     * @param bytes of input that the plan has
     */
    Engine of(long bytes);

    /** Name of the engine in use; {@code threads} while none was needed. */
    String name();

    /** What a cluster did so far. */
    Optional<SparkUsage> usage();

    @Override
    void close();

    /**
     * The configured choice. Refuses (exit 3) Spark on a cluster: its executors would not have Tarn's classes, which
     * only {@code spark-submit} brings to them.
     */
    static EngineChoice configured(EngineConfig config) {
        if (config.type() == EngineConfig.Type.SPARK && !isLocal(config.master())) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Spark cannot be started on '" + config.master() + "' from this command",
                    "'engine.master' names a cluster, whose executors do not have Tarn's classes",
                    "Use spark-submit with the job jar (docs/spark.md), or set 'engine.master' to local[*]");
        }
        return new Configured(config);
    }

    /** Whether Spark runs in this process; {@code local-cluster[…]} has executors of its own. */
    private static boolean isLocal(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    /** This engine; its owner closes it. */
    static EngineChoice given(Engine engine) {
        return new Given(engine);
    }

    /** Opens what is configured. */
    final class Configured implements EngineChoice {
        private final EngineConfig config;
        private @Nullable Engine engine;

        Configured(EngineConfig config) {
            this.config = config;
        }

        @Override
        public Engine of(long bytes) {
            Engine open = engine;
            if (open == null) {
                open = spark(bytes) ? SparkEngine.local(config.master()) : new ThreadsEngine();
                engine = open;
            }
            return open;
        }

        private boolean spark(long bytes) {
            return switch (config.type()) {
                case SPARK -> true;
                case THREADS -> false;
                case AUTO -> isLocal(config.master()) && bytes > SMALL;
            };
        }

        @Override
        public String name() {
            return engine == null ? (config.type() == EngineConfig.Type.SPARK ? "spark" : "threads") : engine.name();
        }

        @Override
        public Optional<SparkUsage> usage() {
            return engine == null ? Optional.empty() : engine.usage();
        }

        @Override
        public void close() {
            if (engine != null) {
                engine.close();
            }
        }
    }

    /** Takes what it is given. */
    record Given(Engine engine) implements EngineChoice {
        @Override
        public Engine of(long bytes) {
            return engine;
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public Optional<SparkUsage> usage() {
            return engine.usage();
        }

        @Override
        public void close() {
            // Whoever gave it closes it.
        }
    }
}

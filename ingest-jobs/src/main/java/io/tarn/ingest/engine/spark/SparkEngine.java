package io.tarn.ingest.engine.spark;

import io.tarn.core.report.RunReport.SparkUsage;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.EngineException;
import io.tarn.ingest.engine.Work;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs each unit as one Spark task. Spark plans nothing and holds no state (architecture, section 10).
 *
 * <p>Units and results travel as bytes of Java serialization, so that the job's {@code spark.serializer} does not
 * matter.
 */
public final class SparkEngine implements Engine {
    private final JavaSparkContext spark;
    private final boolean owned;
    private final TaskCounter counter = new TaskCounter();
    private long finished;

    /** On a context that somebody else stops. */
    public SparkEngine(JavaSparkContext spark) {
        this(spark, false);
    }

    private SparkEngine(JavaSparkContext spark, boolean owned) {
        this.spark = spark;
        this.owned = owned;
        spark.sc().addSparkListener(counter);
    }

    /**
     * Starts Spark inside this process and stops it on {@link #close}.
     *
     * @param master as {@code local[*]} or {@code spark://host:7077}; what {@code spark-submit} set wins
     */
    public static SparkEngine local(String master) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.master", master);
        conf.setIfMissing("spark.app.name", "tarn");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        if (conf.get("spark.master").startsWith("local")) {
            // A laptop's own name often resolves to nothing, or to an address of yesterday's network.
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        return new SparkEngine(new JavaSparkContext(conf), true);
    }

    /** On the context that {@code spark-submit} configures; stops it on {@link #close}. */
    public static SparkEngine submitted() {
        return new SparkEngine(new JavaSparkContext(new SparkConf()), true);
    }

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public <I extends Serializable, O extends Serializable> List<O> run(String stage, List<I> units, Work<I, O> work) {
        if (units.isEmpty()) {
            return List.of();
        }
        List<byte[]> packed = new ArrayList<>(units.size());
        for (I unit : units) {
            packed.add(Packed.pack(unit));
        }
        spark.sc().setJobDescription(stage);
        try {
            List<byte[]> results = spark.parallelize(packed, packed.size())
                    .map(new Attempt<>(stage, work))
                    .collect();
            finished += units.size();
            return unpacked(results);
        } catch (Exception e) { // Scala throws SparkException, a checked one, undeclared
            throw failure(stage, e);
        } finally {
            spark.sc().setJobDescription(null);
        }
    }

    private static <O extends Serializable> List<O> unpacked(List<byte[]> results) {
        List<O> out = new ArrayList<>(results.size());
        for (byte[] result : results) {
            out.add(Packed.unpack(result));
        }
        return out;
    }

    private static EngineException failure(String stage, Exception e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof EngineException ours) {
                return ours;
            }
            cause = cause.getCause();
        }
        return EngineException.of(stage, "a Spark task", e);
    }

    @Override
    public Optional<SparkUsage> usage() {
        counter.await(finished);
        return Optional.of(new SparkUsage(spark.sc().applicationId(), counter.tasks(), counter.cpuSeconds()));
    }

    @Override
    public void close() {
        if (owned) {
            spark.stop();
        } else {
            spark.sc().removeSparkListener(counter);
        }
    }
}

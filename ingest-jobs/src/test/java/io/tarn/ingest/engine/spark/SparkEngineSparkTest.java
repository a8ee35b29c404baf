package io.tarn.ingest.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.report.RunReport.SparkUsage;
import io.tarn.ingest.engine.EngineException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SparkEngineSparkTest {
    private static SparkEngine engine;

    @BeforeAll
    static void start() {
        engine = SparkEngine.local("local[2]");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void givesResultsInTheOrderOfTheUnitsAndSaysWhatItCost() {
        long before = engine.usage().orElseThrow().tasks();
        List<Integer> units = IntStream.range(0, 40).boxed().toList();

        List<Long> results = engine.run("sum", units, n -> {
            long sum = 0;
            for (int i = 0; i < 1_000_000; i++) {
                sum += (long) n * i % 7;
            }
            return sum;
        });

        assertThat(results).hasSize(40);
        assertThat(results.get(0)).isZero();
        SparkUsage usage = engine.usage().orElseThrow();
        assertThat(usage.tasks() - before).isEqualTo(40);
        assertThat(usage.executorCpuSeconds()).isPositive();
        assertThat(usage.application()).startsWith("local-");
    }

    @Test
    void namesTheUnitThatFailedAndKeepsItsExitCode() {
        assertThatThrownBy(() -> engine.run("halve", List.of(2, 3), n -> {
                    if (n % 2 != 0) {
                        throw new TarnException(ExitCode.INTEGRITY, "Number is odd", "it is", "Choose another");
                    }
                    return n / 2;
                }))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTEGRITY))
                .hasMessage("'halve' failed at 3: Number is odd: it is. Choose another. Nothing was published by it");
    }

    @Test
    void doesNothingForNoUnits() {
        assertThat(engine.run("nothing", List.<Integer>of(), n -> n)).isEmpty();
    }
}

package io.tarn.ingest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsEngineTest {
    private final ThreadsEngine engine = new ThreadsEngine(4);

    @Test
    void givesResultsInTheOrderOfTheUnits() {
        List<Integer> units = IntStream.range(0, 50).boxed().toList();

        assertThat(engine.run("square", units, n -> {
                    Thread.sleep(n % 7);
                    return n * n;
                }))
                .isEqualTo(units.stream().map(n -> n * n).toList());
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
    void cancelsTheOtherUnitsAndWaitsForThem() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(
                        () -> engine.run("wait", IntStream.range(0, 100).boxed().toList(), n -> {
                            running.incrementAndGet();
                            try {
                                if (n == 2) {
                                    throw new IllegalStateException("two");
                                }
                                Thread.sleep(60_000);
                                done.incrementAndGet();
                                return n;
                            } finally {
                                running.decrementAndGet();
                            }
                        }))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("'wait' failed at 2: java.lang.IllegalStateException: two");

        assertThat(running).hasValue(0);
        assertThat(done).hasValue(0);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void doesNothingForNoUnits() {
        assertThat(engine.run("nothing", List.<Integer>of(), n -> n)).isEmpty();
    }
}

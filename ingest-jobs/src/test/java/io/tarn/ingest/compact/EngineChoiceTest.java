package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.EngineConfig;
import io.tarn.core.config.EngineConfig.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineChoiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"spark://host:7077", "yarn", "k8s://https://host", "local-cluster[2,1,1024]"})
    void spark_on_a_cluster_is_refused_before_anything_is_done(String master) {
        assertThatThrownBy(() -> EngineChoice.configured(new EngineConfig(Type.SPARK, master)))
                .isInstanceOfSatisfying(
                        TarnException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
                .hasMessageContaining(master)
                .hasMessageContaining("spark-submit");
    }

    @Test
    void auto_keeps_to_threads_where_the_master_is_a_clusters() {
        try (EngineChoice choice = EngineChoice.configured(new EngineConfig(Type.AUTO, "spark://host:7077"))) {
            assertThat(choice.of(Long.MAX_VALUE).name()).isEqualTo("threads");
        }
    }

    @Test
    void threads_ask_for_no_master() {
        try (EngineChoice choice = EngineChoice.configured(new EngineConfig(Type.THREADS, "yarn"))) {
            assertThat(choice.of(1).name()).isEqualTo("threads");
        }
    }
}

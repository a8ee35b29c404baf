package io.tarn.proof.cluster;

import io.tarn.core.ExitCode;
import io.tarn.core.config.TarnConfig;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.plan.Urgency;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A compaction by the engine of threads in a JVM that has a Spark's jars and the job jar, in the order of an executor's
 * class path, and this class: {@code CONFIG compact [--seal-open]}.
 */
final class ThreadsRun {
    private ThreadsRun() {}

    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        TarnConfig config =
                TarnConfig.load(file, Map.of(), Map.of(), Path.of("").toAbsolutePath());
        boolean atOnce = Arrays.asList(args).contains("--seal-open");
        CompactRequest request = CompactRequest.ALL.urgency(atOnce ? Urgency.AT_ONCE : Urgency.WHEN_DUE);
        CompactSetup setup = CompactSetup.of(config, EngineChoice.given(new ThreadsEngine()));
        CompactResult result = new CompactJob(setup).run(request);
        result.failures().forEach(Throwable::printStackTrace);
        if (result.exitCode() != ExitCode.DONE) {
            System.exit(result.exitCode().code());
        }
    }
}

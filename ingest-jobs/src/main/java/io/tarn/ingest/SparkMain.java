package io.tarn.ingest;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.spark.SparkEngine;
import java.nio.file.Path;

/**
 * What {@code spark-submit} starts: {@code compact} with the arguments of {@code tarn compact}. Returns on success and
 * throws on failure, since under YARN every {@link System#exit} is a failure; the run report in the bucket is the
 * truth.
 */
public final class SparkMain {
    private SparkMain() {}

    public static void main(String[] args) {
        SparkArguments arguments = SparkArguments.parse(args);
        TarnConfig config = TarnConfig.load(
                arguments.config().isEmpty() ? null : Path.of(arguments.config()),
                arguments.overrides(),
                System.getenv(),
                Path.of("").toAbsolutePath());
        try (Engine engine = SparkEngine.submitted()) {
            CompactResult result =
                    new CompactJob(CompactSetup.of(config, EngineChoice.given(engine))).run(arguments.request());
            System.out.print(Json.pretty(result.report()));
            if (result.exitCode() != ExitCode.DONE) {
                throw failure(result);
            }
        }
    }

    private static TarnException failure(CompactResult result) {
        TarnException failure = new TarnException(
                result.exitCode(),
                "Run " + result.report().run() + " is " + result.report().status(),
                String.join("; ", result.report().problems()),
                "Its report is in the state root under 'reports/'");
        result.failures().forEach(failure::addSuppressed);
        return failure;
    }
}

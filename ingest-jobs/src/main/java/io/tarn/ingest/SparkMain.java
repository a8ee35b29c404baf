package io.tarn.ingest;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.Engine;
import io.tarn.ingest.engine.spark.SparkEngine;
import io.tarn.ingest.plan.Urgency;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code spark-submit} starts: {@code compact [COLLECTION…] [--config FILE] [-D KEY=VALUE] [--seal-open]}. Returns
 * on success and throws on failure, since under YARN every {@link System#exit} is a failure; the run report in the
 * bucket is the truth.
 */
public final class SparkMain {
    private static final String USAGE = "compact [COLLECTION...] [--config FILE] [-D KEY=VALUE] [--seal-open]";

    private SparkMain() {}

    public static void main(String[] args) {
        Arguments arguments = Arguments.parse(args);
        TarnConfig config = TarnConfig.load(
                arguments.config.isEmpty() ? null : Path.of(arguments.config),
                arguments.overrides,
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

    private record Arguments(
            List<CollectionName> collections, String config, Map<String, String> overrides, Urgency urgency) {
        static Arguments parse(String[] args) {
            Deque<String> left = new ArrayDeque<>(List.of(args));
            if (!"compact".equals(left.poll())) {
                throw usage("the first argument is not 'compact'");
            }
            List<CollectionName> collections = new ArrayList<>();
            Map<String, String> overrides = new LinkedHashMap<>();
            String config = "";
            Urgency urgency = Urgency.WHEN_DUE;
            while (!left.isEmpty()) {
                String next = left.removeFirst();
                switch (next) {
                    case "--config" -> config = value(next, left);
                    case "-D" -> set(value(next, left), overrides);
                    case "--seal-open" -> urgency = Urgency.AT_ONCE;
                    default -> collections.add(collection(next));
                }
            }
            return new Arguments(collections, config, overrides, urgency);
        }

        private static CollectionName collection(String text) {
            if (text.startsWith("-")) {
                throw usage("'" + text + "' is not known");
            }
            return new CollectionName(text);
        }

        private static String value(String option, Deque<String> left) {
            if (left.isEmpty()) {
                throw usage("'" + option + "' has no value");
            }
            return left.removeFirst();
        }

        private static void set(String pair, Map<String, String> overrides) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw usage("'" + pair + "' is not KEY=VALUE");
            }
            overrides.put(pair.substring(0, equals), pair.substring(equals + 1));
        }

        private static TarnException usage(String why) {
            return new TarnException(ExitCode.USAGE, "The arguments cannot be understood", why, "Usage: " + USAGE);
        }

        CompactRequest request() {
            return new CompactRequest(
                    collections,
                    CompactRequest.ALL.from(),
                    CompactRequest.ALL.to(),
                    urgency,
                    CompactRequest.Search.NOTES);
        }
    }
}

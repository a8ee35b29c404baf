package io.tarn.benchmarks.work;

import io.tarn.benchmarks.events.GithubEvents;
import io.tarn.core.ExitCode;
import io.tarn.core.config.TarnConfig;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.orchestration.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A lake in {@code lake} below a folder, its {@code tarn.yaml} beside it. It is compacted as by {@code tarn compact}
 * with threads, but at a time that is given: whether a day is open, over, or quiet, follows from the clock.
 *
 * @param folder made by {@link #create}, or a copy of such a one
 */
public record Lake(Path folder) {
    private static final String TIME = "compact-at";

    /** A new one, with nothing in it. */
    public static Lake create(Path folder) throws IOException {
        Files.writeString(folder.resolve("tarn.yaml"), """
                lake: lake
                collections:
                  github:
                    event-time: {field: /created_at, format: iso8601, zone: UTC}
                """);
        return new Lake(folder);
    }

    /** A time so long after the events' day began. */
    public static Instant after(Duration time) {
        return LocalDate.parse(GithubEvents.DAY)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .plus(time);
    }

    /** Lands files, or the files of a folder. */
    public void land(Path source, Instant receivedAt) {
        tarn(List.of("land", "github", source.toString(), "--received-at", receivedAt.toString()));
    }

    /** A command on this lake. */
    public void tarn(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(
                "--config",
                folder.resolve("tarn.yaml").toString(),
                "-D",
                "lake=" + folder.resolve("lake"),
                "-D",
                "engine.type=threads"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = Main.run(out, out, all.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("tarn " + String.join(" ", all) + ": exit code " + code + ", " + said);
        }
    }

    /** Has {@link #compact()} be at this time, in copies too. */
    public void next(Instant at) throws IOException {
        Files.writeString(folder.resolve(TIME), at.toString());
    }

    /** Compacts at the time that was said last. */
    public void compact() throws IOException {
        Instant at = Instant.parse(Files.readString(folder.resolve(TIME)));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), at));
        TarnConfig config = TarnConfig.load(folder.resolve("tarn.yaml"), Map.of(), Map.of(), folder);
        CompactSetup now = CompactSetup.of(config, EngineChoice.given(new ThreadsEngine()));
        CompactResult result = new CompactJob(new CompactSetup(
                        now.state(),
                        now.lakes(),
                        now.configs(),
                        now.mayCreate(),
                        now.listed(),
                        now.catalog(),
                        now.engine(),
                        now.spool(),
                        now.processes(),
                        clock,
                        now.steps()))
                .run(CompactRequest.ALL);
        if (result.exitCode() != ExitCode.DONE) {
            throw new IllegalStateException("compacting " + folder + ": " + result.failures());
        }
    }
}

package io.tarn.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tarn.benchmarks.landing.LandingBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run}: makes events, runs the contests, prints what each took. */
@Command(
        name = "benchmarks/run",
        description = "Runs Tarn and its peers side by side on the same events and prints what each took.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    private static final int FILES_TO_MERGE = 200;
    private static final long SMALL = 10_000;
    private static final Duration EACH_WAY_OF_LANDING = Duration.ofSeconds(10);

    @Option(names = "--events", defaultValue = "1000000", description = "How many events (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--seed", defaultValue = "7", description = "Of the events (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "CONTEST",
            defaultValue = "json,archive,merge,small,memory,landing",
            description = "Which contests (default: ${DEFAULT-VALUE}).")
    private List<String> only = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            defaultValue = "spark,duckdb,iceberg,delta",
            description = "Against whom (default: ${DEFAULT-VALUE}).")
    private List<String> peers = List.of();

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "Runs within each process; the first counts as cold (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(names = "--cache", description = "Where events are kept (default: tarn-benchmarks in $XDG_CACHE_HOME).")
    private Path cache = Path.of(
                    System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
            .resolve("tarn-benchmarks");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(cache);
        Path work = Files.createTempDirectory(cache, "work-");
        boolean failed = false;
        try {
            Commands commands = new Commands(
                    System.getProperty("java.home") + "/bin/java",
                    System.getProperty("java.class.path"),
                    System.getProperty("tarn.peers"),
                    List.of(System.getProperty("tarn.opens").split(" ")));
            Inputs inputs = new Inputs(cache, seed);
            machine(System.out);
            for (String contest : only) {
                failed |= !ran(contest, commands, inputs, work.resolve(contest));
            }
        } finally {
            Contest.delete(work);
        }
        return failed ? 1 : 0;
    }

    /** What the figures depend on beside the code. */
    private void machine(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s, %d processors, Java %s, %s %s; seed %d, %d repetitions%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                seed,
                repetitions);
    }

    /** A contest that fails keeps no other one from being run: they take long. */
    private boolean ran(String contest, Commands commands, Inputs inputs, Path folder) {
        try {
            switch (contest) {
                case "landing" -> landing(inputs, folder);
                case "memory" -> memory(commands, inputs, folder);
                default -> {
                    Contest next = contest(contest, commands, inputs, folder);
                    System.err.println(next.title());
                    Figures.print(System.out, next.title(), next.run(repetitions, folder));
                }
            }
            return true;
        } catch (IOException | SQLException | RuntimeException e) {
            System.err.println("Contest '" + contest + "' failed:");
            e.printStackTrace();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void memory(Commands commands, Inputs inputs, Path folder) throws IOException, SQLException {
        System.err.println("Memory of hydrate, seal and merge");
        MemoryContest contest = new MemoryContest(commands, inputs, folder, peers.contains("spark"));
        MemoryFigures.print(System.out, events, contest.run(events));
    }

    private void landing(Inputs inputs, Path folder) throws IOException, InterruptedException {
        List<byte[]> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(inputs.events(SMALL), "*.ndjson")) {
            for (Path file : files) {
                Files.readAllLines(file).forEach(line -> lines.add(line.getBytes(UTF_8)));
            }
        }
        new LandingBench(folder, lines, EACH_WAY_OF_LANDING).run(System.out);
    }

    private Contest contest(String name, Commands commands, Inputs inputs, Path work) throws IOException {
        Path keep = Files.createDirectories(work.resolve("keep"));
        List<Contestant> all = new ArrayList<>();
        switch (name) {
            case "json" -> {
                Path source = inputs.events(events);
                all.add(commands.tarn("json", source));
                all.add(commands.spark("spark", "json", source, keep));
                all.add(commands.duckDb("json", source));
            }
            case "archive" -> {
                all.add(commands.tarn("archive", inputs.landed(events)));
                all.add(commands.spark("spark", "inferred", inputs.events(events), keep));
            }
            case "merge" -> {
                Path source = inputs.slices(events, FILES_TO_MERGE);
                all.add(commands.tarn("merge", source));
                all.add(commands.spark("spark", "coalesce", source, keep));
                all.add(commands.duckDb("merge", source));
                all.add(commands.spark("iceberg", "iceberg", source, keep));
                all.add(commands.spark("delta", "delta", source, keep));
            }
            case "small" -> {
                all.add(commands.tarnEachRun(Path.of(System.getProperty("tarn.checkout")), inputs.landed(SMALL)));
                all.add(commands.sparkEachRun("inferred", inputs.events(SMALL), keep));
            }
            default -> throw new IllegalArgumentException("There is no contest '" + name + "'.");
        }
        List<Contestant> asked = all.stream()
                .filter(c -> c.name().equals("Tarn") || peers.contains(c.name()))
                .toList();
        return new Contest(title(name), asked);
    }

    private String title(String contest) {
        return switch (contest) {
            case "json" -> String.format(Locale.ROOT, "JSON to Parquet, given schema, %,d events", events);
            case "archive" ->
                String.format(Locale.ROOT, "From the raw archive, schema decided on the way, %,d events", events);
            case "small" -> String.format(Locale.ROOT, "A small day, each run a process of its own, %,d events", SMALL);
            default -> String.format(Locale.ROOT, "Merge of %d Parquet files, %,d events", FILES_TO_MERGE, events);
        };
    }
}

package io.tarn.benchmarks;

import io.tarn.benchmarks.Measured.Rows;
import io.tarn.benchmarks.work.DayInStages;
import io.tarn.benchmarks.work.LakeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much memory hydrate, seal and merge need, for a day and for one of ten times as many events; Spark does the same
 * job to the same rows. Each run is a process of its own.
 */
final class MemoryContest {
    private static final int TENFOLD = 10;

    private final Commands commands;
    private final Inputs inputs;
    private final Path work;
    private final boolean withSpark;
    private final List<Need> needs = new ArrayList<>();

    MemoryContest(Commands commands, Inputs inputs, Path work, boolean withSpark) {
        this.commands = commands;
        this.inputs = inputs;
        this.work = work;
        this.withSpark = withSpark;
    }

    /**
     * What one contestant needed.
     *
     * @param peak bytes resident at most, with the heap that all have
     * @param heap MiB of the smallest heap that was enough
     * @param least bytes resident at most with that
     */
    record Need(String job, String who, long events, long peak, int heap, long least) {}

    /** Runs everything; refuses where the rows are not the same. */
    List<Need> run(long events) throws IOException, SQLException {
        try (Witness witness = new Witness()) {
            for (DayInStages stage : DayInStages.values()) {
                compare(stage, events / TENFOLD, witness);
                compare(stage, events, witness);
            }
        }
        return needs;
    }

    private void compare(DayInStages stage, long events, Witness witness) throws IOException, SQLException {
        String job = stage.name().toLowerCase(Locale.ROOT);
        System.err.printf(Locale.ROOT, "  %s, %,d events%n", job, events);
        Path lake = inputs.stage(stage, events);
        Rows ours = measured(
                job,
                "Tarn",
                events,
                witness,
                heap -> commands.tarn("compact", lake, heap),
                folder -> newOnes(LakeCopy.in(folder).resolve(stage.writes()), lake.resolve(stage.writes())));
        if (!withSpark) {
            return;
        }
        Path keep = Files.createDirectories(work.resolve("keep"));
        boolean json = stage == DayInStages.HYDRATE;
        Path source = json ? inputs.events(events) : lake.resolve(stage.reads());
        Rows theirs = measured(
                job,
                "spark",
                events,
                witness,
                heap -> commands.spark(json ? "inferred" : "coalesce", source, keep, heap),
                folder -> Witness.results(folder, folder.resolve("none")));
        if (!theirs.equals(ours)) {
            throw new IllegalStateException(job + " of " + events + " events: Spark wrote " + theirs + " and Tarn "
                    + ours + "; nothing is compared that is not the same");
        }
    }

    private interface Results {
        List<Path> of(Path folder) throws IOException;
    }

    /** Files that were not there before. */
    private static List<Path> newOnes(Path folder, Path before) throws IOException {
        List<String> names = Files.isDirectory(before)
                ? Witness.results(before, before.resolve("none")).stream()
                        .map(file -> file.getFileName().toString())
                        .toList()
                : List.of();
        return Witness.results(folder, folder.resolve("none")).stream()
                .filter(file -> !names.contains(file.getFileName().toString()))
                .toList();
    }

    private Rows measured(
            String job, String who, long events, Witness witness, HeapSearch.Command command, Results results)
            throws IOException, SQLException {
        Path folder = Files.createDirectories(work.resolve(job + "-" + who + "-" + events));
        HeapSearch search = new HeapSearch(command, folder);
        HeapSearch.Run usual = search.usual();
        Rows rows = witness.rows(results.of(usual.folder()));
        HeapSearch.Run least = search.smallest(usual);
        System.err.printf(
                Locale.ROOT,
                "    %-6s %6.2f CPU s, peak %5.0f MB; enough: a heap of %d MiB, peak %5.0f MB%n",
                who,
                usual.cpu(),
                usual.peak() / 1e6,
                least.heap(),
                least.peak() / 1e6);
        needs.add(new Need(job, who, events, usual.peak(), least.heap(), least.peak()));
        Contest.delete(folder);
        return rows;
    }
}

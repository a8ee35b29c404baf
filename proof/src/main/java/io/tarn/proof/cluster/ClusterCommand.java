package io.tarn.proof.cluster;

import io.tarn.proof.cluster.Submission.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code proof/run cluster}. */
@Command(
        name = "cluster",
        description = {
            "Runs the job jar on a real Spark cluster of each version, in client and in cluster mode.",
            "Executors are killed and stopped while they merge. The files must be those of the engine of threads."
        },
        mixinStandardHelpOptions = true)
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--spark", split = ",", defaultValue = "3.5.6,4.2.0", description = "Versions of Spark.")
    private List<String> versions = List.of();

    @Option(names = "--seed", defaultValue = "7", description = "Of the events.")
    private long seed = 7;

    @Option(names = "--clicks", defaultValue = "30000", description = "Events of one collection in each batch.")
    private int clicks = 30_000;

    @Option(names = "--orders", defaultValue = "12000", description = "Events of the other in each batch.")
    private int orders = 12_000;

    @Option(
            names = "--first",
            split = ",",
            defaultValue = "CLIENT,CLUSTER",
            description = "Modes that a way through the day begins with; from step to step they take turns.")
    private List<Mode> first = List.of();

    @Option(names = "--root", defaultValue = "${sys:tarn.proof.root}", description = "The checkout, built.")
    private Path root = Path.of("");

    @Option(names = "--folder", description = "A new one for lakes and logs, which stay. Default: one in /tmp.")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<SparkHome> sparks = new ArrayList<>();
        for (String version : versions) {
            Optional<SparkHome> found = SparkHome.find(version);
            if (found.isEmpty()) {
                out.println("There is no Spark " + version + " in the cache. Run: proof/spark/fetch " + version);
                return 1;
            }
            sparks.add(found.get());
        }
        Path work = folder == null ? Files.createTempDirectory("tarn-cluster") : Files.createDirectories(folder);
        Job job = new Job(
                root.resolve("ingest-jobs/target/quick/tarn-job.jar").toAbsolutePath(),
                root.resolve("conf/spark-defaults.conf").toAbsolutePath());
        long begun = System.nanoTime();
        out.println("Seed " + seed + ", in " + work);
        try {
            new ClusterProof(job, work.toAbsolutePath(), first, out)
                    .prove(sparks, new Events(seed, LocalDate.now(ZoneOffset.UTC), clicks, orders));
        } catch (Unproven e) {
            out.println("FAILED: " + e.getMessage());
            return 1;
        }
        out.printf(Locale.ROOT, "All held, in %.0f s.%n", (System.nanoTime() - begun) / 1e9);
        return 0;
    }
}

package io.tarn.proof.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code proof/run faults}. */
@Command(
        name = "faults",
        description = {
            "Lets one operation of the store or the disk fail in the course of a day, then another, and so on.",
            "Each case is a day of a small lake with one fault: an error, a full disk, a torn write, the end of the process, or of the"
                    + " machine with everything that was not forced; once or for ever, before, during or after its effect."
        },
        mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
    @Option(names = "--cases", defaultValue = "800", description = "How many; default ${DEFAULT-VALUE}.")
    private int cases = 800;

    @Option(names = "--seed", description = "Of the choice of cases; default: another each time.")
    private @Nullable Long seed;

    @Option(names = "--from", defaultValue = "1", description = "First case that is run of the plan.")
    private int from = 1;

    @Option(names = "--to", defaultValue = "2147483647", description = "Last case that is run of the plan.")
    private int to = Integer.MAX_VALUE;

    @Option(names = "--at-once", defaultValue = "2", description = "How many run at once; default ${DEFAULT-VALUE}.")
    private int atOnce = 2;

    @Option(names = "--dir", description = "Where the lakes lie; default: in memory where there is /dev/shm.")
    private @Nullable Path dir;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        long chosen = seed == null ? System.nanoTime() % 1_000_000 : seed;
        Path base = Files.createTempDirectory(folder(), "tarn-faults");
        try {
            Faults faults = new Faults(base, chosen, cases, atOnce, line -> {
                out.println(line);
                out.flush();
            });
            return faults.run(from, to).isEmpty() ? 0 : 1;
        } finally {
            Lakes.remove(base);
        }
    }

    private Path folder() {
        if (dir != null) {
            return dir;
        }
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }
}

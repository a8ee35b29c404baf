package io.tarn.proof.kills;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code proof/run kills}. */
@Command(
        name = "kills",
        description = "Kills landing and compacting processes, and compares what is left with what was acknowledged.",
        mixinStandardHelpOptions = true)
public final class KillsCommand implements Callable<Integer> {
    private static final int ACTIONS = 60;

    @Option(names = "--cases", paramLabel = "N", defaultValue = "200", description = "Kills, default ${DEFAULT-VALUE}.")
    private int cases;

    @Option(names = "--seed", paramLabel = "N", description = "Default: any; it is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "120",
            description = "Fails if it has not done by then, default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--parallel", paramLabel = "N", description = "Lakes at a time, default: as many as processors.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--work", paramLabel = "DIR", description = "Where the lakes lie, default: a temporary folder.")
    private @Nullable Path work;

    @Option(names = "--step", paramLabel = "NAME", description = "Kill only at steps whose name begins so.")
    private String step = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        long first = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        Path folder = work == null ? Files.createTempDirectory("tarn-kills") : Files.createDirectories(work);
        Instant began = Instant.now();
        out.println("kills: " + cases + " cases, --seed " + first + ", in " + folder);
        out.flush();
        StepBook book = new StepBook(step);
        Kills kills = new Kills(folder, first, cases, ACTIONS, Duration.ofMinutes(minutes), book, out);
        boolean held = kills.run(parallel);
        book.counts().forEach((step, count) -> out.println(String.format(Locale.ROOT, "%6d  %s", count, step)));
        List<String> never = book.never();
        boolean enough = book.kills() >= cases;
        boolean everywhere = cases < Kills.ALL_STEPS || !step.isEmpty() || never.isEmpty();
        if (!never.isEmpty()) {
            out.println("Nobody was killed at: " + String.join(", ", never));
        }
        out.println("kills: " + book.kills() + " of " + cases + " in " + kills.lives() + " lives, "
                + Duration.between(began, Instant.now()).toSeconds() + " s, --seed " + first + ": "
                + (held && enough && everywhere ? "held" : "FAILED"));
        return held && enough && everywhere ? 0 : 1;
    }
}

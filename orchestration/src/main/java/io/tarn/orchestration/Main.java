package io.tarn.orchestration;

import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Failures;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tarn} command. Touches neither Spark nor DuckDB, so that commands without them start at once. */
@Command(
        name = "tarn",
        description =
                "A self-hosted data lake for event streams: events go in, a raw archive and current tables come out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Examples:",
            "  tarn demo                                 see it work, on events that it makes itself",
            "  tarn init --lake ./lake                   begin with a lake in a directory",
            "  tarn land orders *.ndjson.gz              land files",
            "  tarn compact                              make them queryable",
            "  tarn query \"SELECT count(*) FROM orders\"",
            "",
            "'tarn COMMAND --help' tells more."
        })
public final class Main implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command in this process; gives its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(args).setOut(out).setErr(err).execute(args);
    }

    /**
     * The command line; with a command among the arguments only that one is loaded, which saves a tenth of a second.
     */
    static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Main());
        Subcommands.addTo(line, List.of(args));
        line.setExecutionStrategy(CommonOptions::pass);
        line.setExecutionExceptionHandler(Failures::ofExecution);
        line.setParameterExceptionHandler(Failures::ofUsage);
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        return line;
    }

    private static PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "No command given.");
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tarn " + (version == null ? "(not packaged)" : version)};
        }
    }
}

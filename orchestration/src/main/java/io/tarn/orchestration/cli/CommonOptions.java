package io.tarn.orchestration.cli;

import io.tarn.core.config.TarnConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What every command has: options before or behind its name, and where it prints; a mixin. */
public final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration; default: TARN_CONFIG, else tarn.yaml in the working directory.")
    private @Nullable Path config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of the configuration, as -D engine.type=threads.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--stacktrace", description = "With a failure, also where in the program it occurred.")
    private boolean stacktrace;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Standard output of the command. */
    public PrintWriter out() {
        return line().getOut();
    }

    /** Standard error of the command. */
    public PrintWriter err() {
        return line().getErr();
    }

    /** A wrong way to call the command: exit 2. */
    public ParameterException usage(String message) {
        return new ParameterException(line(), message);
    }

    private CommandLine line() {
        return Objects.requireNonNull(command).commandLine();
    }

    /** The configuration, or exit 3. */
    public TarnConfig config() {
        return TarnConfig.load(config, overrides, System.getenv(), Path.of("").toAbsolutePath());
    }

    /** Whether a failure also says where in the program it occurred. */
    public boolean stacktrace() {
        return stacktrace || System.getenv("TARN_DEBUG") != null;
    }

    /** Lets each command have what was given before its name, then runs the last. */
    public static int pass(ParseResult parsed) {
        CommonOptions before = null;
        for (CommandLine line : parsed.asCommandLineList()) {
            CommonOptions own = of(line.getCommandSpec());
            if (own != null && before != null) {
                own.inherit(before);
            }
            before = own == null ? before : own;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    static @Nullable CommonOptions of(CommandSpec spec) {
        for (CommandSpec mixin : spec.mixins().values()) {
            if (mixin.userObject() instanceof CommonOptions options) {
                return options;
            }
        }
        return null;
    }

    private void inherit(CommonOptions before) {
        config = config == null ? before.config : config;
        stacktrace |= before.stacktrace;
        Map<String, String> all = new LinkedHashMap<>(before.overrides);
        all.putAll(overrides);
        overrides = all;
    }
}

package io.tarn.orchestration.cli;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one line on standard error and an exit code. */
public final class Failures {
    private Failures() {}

    /** Of a command that ran. */
    public static int ofExecution(Exception failure, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        TarnException told = told(failure);
        if (told != null) {
            err.println("tarn: " + Printable.line(String.valueOf(told.getMessage())));
        } else {
            err.println("tarn: Unexpected failure: " + Printable.line(reason(failure))
                    + ". Run it again with --stacktrace, and report what it prints");
        }
        CommonOptions options = CommonOptions.of(line.getCommandSpec());
        if (options != null && options.stacktrace()) {
            failure.printStackTrace(err);
        }
        return (told == null ? ExitCode.UNEXPECTED : told.exitCode()).code();
    }

    private static @Nullable TarnException told(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TarnException told) {
                return told;
            }
        }
        return null;
    }

    private static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return message == null || message.isBlank() ? name : name + ", " + message;
    }

    /** Of arguments that mean nothing. */
    public static int ofUsage(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        if (line.getCommandSpec().parent() == null && args.length == 0) {
            line.usage(err);
            return ExitCode.USAGE.code();
        }
        err.println("tarn: " + Printable.line(String.valueOf(failure.getMessage())));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }
}

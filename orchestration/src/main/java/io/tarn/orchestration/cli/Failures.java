package io.tarn.orchestration.cli;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.PrintWriter;
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
        err.println("tarn: " + Printable.line(TarnException.messageOf(failure)));
        CommonOptions options = CommonOptions.of(line.getCommandSpec());
        if (options != null && options.stacktrace()) {
            failure.printStackTrace(err);
        }
        return TarnException.in(failure)
                .map(TarnException::exitCode)
                .orElse(ExitCode.UNEXPECTED)
                .code();
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

package io.tarn.orchestration.completion;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarn completion bash}. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  source <(tarn completion bash)"})
public final class CompletionCommand implements Callable<Integer> {
    enum Shell {
        bash
    }

    @Parameters(paramLabel = "SHELL", description = "bash; zsh can read it too.")
    private Shell shell = Shell.bash;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        PrintWriter out = own.commandLine().getOut();
        if (shell == Shell.bash) {
            out.print(AutoComplete.bash("tarn", own.root().commandLine()));
        }
        return 0;
    }
}

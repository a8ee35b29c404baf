package io.tarn.proof;

import io.tarn.proof.cluster.ClusterCommand;
import io.tarn.proof.faults.FaultsCommand;
import io.tarn.proof.kills.KillsCommand;
import io.tarn.proof.mutants.MutantsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The harnesses as commands: exit 0 where everything held, 1 where something did not. */
@Command(
        name = "proof/run",
        description = "Harnesses that try to break Tarn.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KillsCommand.class, FaultsCommand.class, ClusterCommand.class, MutantsCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs a harness and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command given.");
    }
}

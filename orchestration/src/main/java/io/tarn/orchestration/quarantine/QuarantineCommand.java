package io.tarn.orchestration.quarantine;

import io.tarn.orchestration.cli.CommonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tarn quarantine list|show}. */
@Command(
        name = "quarantine",
        description = "What was set aside and why; its bytes are kept.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineList.class, QuarantineShow.class},
        footer = {
            "",
            "Examples:",
            "  tarn quarantine list",
            "  tarn quarantine show orders --reason invalid_json",
            "  tarn query \"SELECT * FROM quarantine\""
        })
public final class QuarantineCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say what: list or show.");
        }
    }
}

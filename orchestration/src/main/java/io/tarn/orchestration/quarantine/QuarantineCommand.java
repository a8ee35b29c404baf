package io.tarn.orchestration.quarantine;

import io.tarn.orchestration.cli.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tarn quarantine list|show|retry}. */
@Command(
        name = "quarantine",
        description = "What was set aside and why; its bytes are kept, and can be tried again after a fix.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineList.class, QuarantineShow.class, QuarantineRetry.class},
        footer = {
            "",
            "Examples:",
            "  tarn quarantine list",
            "  tarn quarantine show orders --reason invalid_json",
            "  tarn quarantine retry orders --dry-run",
            "  tarn query \"SELECT * FROM quarantine\""
        })
public final class QuarantineCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        throw common.usage("Say what: list, show or retry.");
    }
}

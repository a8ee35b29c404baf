package io.tarn.orchestration.catalog;

import io.tarn.orchestration.cli.CommonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tarn catalog sync}. */
@Command(
        name = "catalog",
        description = "Where query engines find the days.",
        mixinStandardHelpOptions = true,
        subcommands = {CatalogSyncCommand.class},
        footer = {"", "Examples:", "  tarn catalog sync --dry-run", "  tarn catalog sync orders"})
public final class CatalogCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say what: sync.");
        }
    }
}

package io.tarn.orchestration.catalog;

import io.tarn.orchestration.cli.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Override
    public void run() {
        throw common.usage("Say what: sync.");
    }
}

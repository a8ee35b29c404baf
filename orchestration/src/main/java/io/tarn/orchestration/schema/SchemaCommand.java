package io.tarn.orchestration.schema;

import io.tarn.orchestration.cli.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tarn schema show|ddl|history|diff|check|apply}. */
@Command(
        name = "schema",
        description =
                "Columns and where they come from, their history, DDL for Athena, what a file would change, and making new settings hold.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SchemaShow.class,
            SchemaDdl.class,
            SchemaHistory.class,
            SchemaDiff.class,
            SchemaCheck.class,
            SchemaApply.class
        },
        footer = {
            "",
            "Examples:",
            "  tarn schema show orders",
            "  tarn schema ddl orders --view",
            "  tarn schema history orders",
            "  tarn schema check orders tomorrow.ndjson",
            "  tarn schema apply orders      after a change of its settings in tarn.yaml"
        })
public final class SchemaCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        throw common.usage("Say what: show, ddl, history, diff, check or apply.");
    }
}

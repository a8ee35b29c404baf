package io.tarn.orchestration.query;

import io.tarn.core.TarnException;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.query.QueryEngine.Rows;
import io.tarn.schema.catalog.Catalogs;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn query "SQL"}. */
@Command(
        name = "query",
        description = {
            "Asks the lake, by DuckDB over the catalog.",
            "Every collection is a view with the columns of its newest schema and year, month, day; 'quarantine' has a row per event that was set aside."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn query \"SHOW TABLES\"",
            "  tarn query \"SELECT year, month, day, count(*) FROM orders GROUP BY ALL ORDER BY ALL\"",
            "  tarn query --format csv \"SELECT id, amount FROM orders WHERE day = '20'\" > orders.csv",
            "  tarn query \"SELECT reason, count(*) FROM quarantine GROUP BY reason\""
        })
public final class QueryCommand implements Callable<Integer> {
    enum Format {
        table,
        csv,
        json
    }

    @Parameters(paramLabel = "SQL", description = "One or more statements; the last one's result is printed.")
    private String sql = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: table.")
    private Format format = Format.table;

    @Option(names = "--json", description = "The same as --format json: one array of objects.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        TarnConfig config = common.config();
        ObjectStore state = Stores.open(config.state());
        QueryHints hints = new QueryHints(state, sql);
        try (QueryEngine engine = QueryEngine.open(state, Catalogs.of(config, state))) {
            // Lines are not flushed one by one: a million rows would be a million system calls.
            PrintWriter buffered = new PrintWriter(new java.io.BufferedWriter(out, 1 << 16), false);
            engine.run(sql, rows(buffered));
            buffered.flush();
        } catch (TarnException e) {
            throw hints.named(e);
        }
        hints.unhydrated().ifPresent(line -> err.println("tarn: note: " + line));
        return 0;
    }

    private Rows rows(PrintWriter out) {
        return switch (json ? Format.json : format) {
            case table -> new TableRows(out);
            case csv -> new CsvRows(out);
            case json -> new JsonRows(out);
        };
    }
}

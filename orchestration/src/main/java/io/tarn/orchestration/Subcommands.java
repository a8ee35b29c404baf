package io.tarn.orchestration;

import io.tarn.orchestration.catalog.CatalogCommand;
import io.tarn.orchestration.compact.CompactCommand;
import io.tarn.orchestration.completion.CompletionCommand;
import io.tarn.orchestration.demo.DemoCommand;
import io.tarn.orchestration.explain.ExplainCommand;
import io.tarn.orchestration.init.InitCommand;
import io.tarn.orchestration.land.LandCommand;
import io.tarn.orchestration.quarantine.QuarantineCommand;
import io.tarn.orchestration.query.QueryCommand;
import io.tarn.orchestration.report.ReportCommand;
import io.tarn.orchestration.schema.SchemaCommand;
import io.tarn.orchestration.status.StatusCommand;
import io.tarn.orchestration.verify.VerifyCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands by name, in the order of the help; a class is loaded only when it is wanted. */
final class Subcommands {
    private static final Map<String, Supplier<Object>> ALL = all();

    private Subcommands() {}

    private static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("demo", () -> new DemoCommand());
        all.put("init", () -> new InitCommand());
        all.put("land", () -> new LandCommand());
        all.put("compact", () -> new CompactCommand());
        all.put("verify", () -> new VerifyCommand());
        all.put("query", () -> new QueryCommand());
        all.put("explain", () -> new ExplainCommand());
        all.put("schema", () -> new SchemaCommand());
        all.put("catalog", () -> new CatalogCommand());
        all.put("quarantine", () -> new QuarantineCommand());
        all.put("status", () -> new StatusCommand());
        all.put("report", () -> new ReportCommand());
        all.put("completion", () -> new CompletionCommand());
        return all;
    }

    /**
     * Adds the one command that the arguments begin with; all where they begin with none, and for what needs to know
     * all.
     */
    static void addTo(CommandLine line, List<String> args) {
        String named = args.isEmpty() ? "" : args.get(0);
        Supplier<Object> only = ALL.get(named);
        if (only != null && !named.equals("completion")) {
            line.addSubcommand(named, only.get());
        } else {
            ALL.forEach((name, command) -> line.addSubcommand(name, command.get()));
        }
    }
}

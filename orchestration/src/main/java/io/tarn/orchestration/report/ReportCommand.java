package io.tarn.orchestration.report;

import io.tarn.core.json.Json;
import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.orchestration.compact.CompactTexts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn report}. */
@Command(
        name = "report",
        description = "What runs did: the newest in a list, or one of them whole.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn report                     the newest runs, the last first",
            "  tarn report 20261122t194107     one run, by its name or a part that no other name has",
            "  tarn report --limit 1 --json    the last run, in a list"
        })
public final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Its name, or enough of it; default: list the newest.")
    private @Nullable String run;

    @Option(names = "--limit", paramLabel = "N", description = "List at most so many; default: 20.")
    private int limit = 20;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints of several. */
    record Document(List<RunReport> reports) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        if (limit < 1) {
            throw common.usage("--limit is at least 1, and not " + limit + ".");
        }
        RunReports reports = new RunReports(Stores.open(common.config().state()));
        if (run != null) {
            one(reports.named(run), out);
        } else {
            list(reports.newest(limit), out);
        }
        return 0;
    }

    private void one(RunReport report, PrintWriter out) {
        if (json) {
            out.print(Json.pretty(report));
            return;
        }
        CompactTexts.report(report, out);
        report.problems().forEach(problem -> out.println(Printable.line(problem)));
    }

    private void list(List<RunReport> reports, PrintWriter out) {
        if (json) {
            out.print(Json.pretty(new Document(reports)));
            return;
        }
        if (reports.isEmpty()) {
            out.println("There was no run yet. Start one: tarn compact");
            return;
        }
        TextTable table = new TextTable("run", "status", "seconds>", "engine", "events>", "days>", "what", "problems>");
        for (RunReport report : reports) {
            List<DayAction> days = report.days().stream()
                    .filter(day -> !day.action().equals("skipped"))
                    .toList();
            table.add(
                    report.run(),
                    report.status(),
                    String.format(Locale.ROOT, "%.1f", report.seconds()),
                    report.engine(),
                    Numbers.count(report.balance().stream()
                            .mapToLong(Balance::received)
                            .sum()),
                    Numbers.count(days.stream()
                            .map(day -> day.collection() + " " + day.day())
                            .distinct()
                            .count()),
                    days.stream().map(DayAction::action).distinct().sorted().collect(Collectors.joining(", ")),
                    report.problems().isEmpty()
                            ? ""
                            : Numbers.count(report.problems().size()));
        }
        table.print(out);
    }
}

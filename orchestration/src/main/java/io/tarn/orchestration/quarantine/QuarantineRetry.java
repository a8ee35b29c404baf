package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.Reason;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.Stores;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.compact.RetryJob;
import io.tarn.ingest.compact.RetryReport;
import io.tarn.ingest.compact.RetryRequest;
import io.tarn.ingest.compact.RetryRequest.Mode;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn quarantine retry}. */
@Command(
        name = "retry",
        description = {
            "Tries again, after a fix, what was set aside: new settings (tarn schema apply), a segment that was restored, a newer Tarn.",
            "What is an event now is published in its day; what is still bad stays set aside. Nothing that was published is touched, and a second time changes nothing."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn quarantine retry orders --dry-run               what would come of it",
            "  tarn quarantine retry orders",
            "  tarn quarantine retry orders --reason id_conflict --from 2026-11-20",
            "",
            "Exit codes: 0 done or nothing to do, 3 tarn.yaml differs from the settings that hold, 4 a segment could not be read, 5 something does not verify, 7 held by another live run."
        })
public final class QuarantineRetry implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Mixin
    private final FrameOptions frames = new FrameOptions();

    @Option(names = "--dry-run", description = "Try, and say what would come of it; change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        TarnConfig config = common.config();
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(Stores.open(config.state())));
        RetryRequest request = new RetryRequest(name, frames.filter(common), dryRun ? Mode.DRY_RUN : Mode.PUBLISH);
        try (EngineChoice engine = EngineChoice.configured(config.engine())) {
            RetryJob.Result result = new RetryJob(CompactSetup.of(config, engine)).run(request);
            if (json) {
                common.out().print(Json.pretty(result.report()));
            } else {
                print(result.report(), common.out());
            }
            result.report().problems().forEach(problem -> common.err().println("tarn: " + Printable.line(problem)));
            return result.exitCode().code();
        }
    }

    private static void print(RetryReport report, PrintWriter out) {
        if (report.tried() == 0) {
            out.println(report.collection() + ": nothing of that was set aside.");
            return;
        }
        boolean planned = report.status().equals("planned");
        out.println(report.collection() + ": " + Numbers.count(report.tried(), "event")
                + (planned ? " would be tried again" : " tried again"));
        TextTable table = new TextTable("  reason", "before>", planned ? "then>" : "now>", "what to do");
        for (RetryReport.ByReason each : report.reasons()) {
            String remedy = each.after() == 0 ? "" : Remedies.of(Reason.ofWireName(each.reason()));
            table.add("  " + each.reason(), Numbers.count(each.before()), Numbers.count(each.after()), remedy);
        }
        table.print(out);
        out.println(outcome(report, planned));
        report.days().forEach(day -> out.println("  " + day(day)));
    }

    private static String outcome(RetryReport report, boolean planned) {
        boolean same = report.reasons().stream().allMatch(each -> each.before() == each.after());
        if (same && report.published() == 0 && report.deduplicated() == 0) {
            return planned
                    ? "Nothing would change: all of it is as bad as it was."
                    : "Nothing has changed: all of it is as bad as it was.";
        }
        return Numbers.count(report.published()) + (planned ? " would be published, " : " published, ")
                + Numbers.count(report.deduplicated()) + (planned ? " would repeat" : " repeat") + " a known id and "
                + (planned ? "would be" : "are") + " dropped.";
    }

    private static String day(RetryReport.Day day) {
        String rows = day.day() + " (" + day.state() + "): " + Numbers.count(day.rows(), "row");
        return day.waiting() == 0
                ? rows
                : rows + "; " + Numbers.count(day.waiting(), "row") + " of that day wait for the next tarn compact";
    }
}

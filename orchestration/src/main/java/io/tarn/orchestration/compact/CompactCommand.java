package io.tarn.orchestration.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactRequest.Search;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.plan.CompactPlan;
import io.tarn.ingest.plan.Urgency;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Printable;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn compact}. */
@Command(
        name = "compact",
        description = {
            "Hydrates, seals, appends and merges what is due.",
            "New segments become rows of their days; days that are over get their final files; late rows follow, and their files are merged. Interrupted at any point, the next run goes on."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn compact                         everything that is due",
            "  tarn compact orders --seal-open      also days that are not over yet, and late rows at once",
            "  tarn compact --dry-run               what would be done, and what it costs",
            "  tarn compact orders --day 2026-11-20 seals, appends to or merges that day only",
            "",
            "Exit codes: 0 done, 4 partly done, 5 something does not verify, 7 held by another live run."
        })
public final class CompactCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all.")
    private List<String> collections = List.of();

    @Option(names = "--day", paramLabel = "D", description = "Seal, append to or merge this day only.")
    private @Nullable LocalDate day;

    @Option(names = "--from", paramLabel = "D", description = "First day to seal, append to or merge.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "D", description = "Last day to seal, append to or merge.")
    private @Nullable LocalDate to;

    @Option(names = "--seal-open", description = "Seal days that are not over yet, append late rows at once.")
    private boolean sealOpen;

    @Option(names = "--dry-run", description = "Print the plan and what it costs; change nothing.")
    private boolean dryRun;

    @Option(
            names = "--repair",
            description =
                    "First build again what was lost or damaged and can be (see docs/verify.md), and look for new segments in the whole archive, not only where they were announced. Exit 5 if something remains.")
    private boolean repair;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        CompactRequest request = request();
        TarnConfig config = common.config();
        try (EngineChoice engine = EngineChoice.configured(config.engine())) {
            CompactJob job = new CompactJob(CompactSetup.of(config, engine));
            if (dryRun) {
                CompactPlan plan = job.plan(request);
                print(out, plan, () -> CompactTexts.plan(plan, out));
                return 0;
            }
            CompactResult result = job.run(request);
            print(out, result.report(), () -> CompactTexts.report(result.report(), out));
            result.report().problems().forEach(problem -> err.println("tarn: " + Printable.line(problem)));
            if (common.stacktrace()) {
                result.failures().forEach(failure -> failure.printStackTrace(err));
            }
            return result.exitCode().code();
        }
    }

    private void print(PrintWriter out, Object document, Runnable text) {
        if (json) {
            out.print(Json.pretty(document));
        } else {
            text.run();
        }
    }

    private CompactRequest request() {
        if (day != null && (from != null || to != null)) {
            throw common.usage("--day and --from or --to exclude each other.");
        }
        LocalDate first = day != null ? day : Objects.requireNonNullElse(from, LocalDate.MIN);
        LocalDate last = day != null ? day : Objects.requireNonNullElse(to, LocalDate.MAX);
        if (last.isBefore(first)) {
            throw common.usage("--to " + last + " is before --from " + first + ".");
        }
        return new CompactRequest(
                collections.stream().map(CollectionName::new).toList(),
                first,
                last,
                sealOpen ? Urgency.AT_ONCE : Urgency.WHEN_DUE,
                repair ? Search.ARCHIVE : Search.NOTES);
    }
}

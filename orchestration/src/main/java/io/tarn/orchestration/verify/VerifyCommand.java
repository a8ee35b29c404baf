package io.tarn.orchestration.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.json.Json;
import io.tarn.core.report.Balance;
import io.tarn.ingest.verify.Problem;
import io.tarn.ingest.verify.VerifyJob;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.ingest.verify.VerifyRequest;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn verify}. */
@Command(
        name = "verify",
        description = {
            "Shows that nothing is lost, doubled or changed; exit 5 if something is.",
            "Checks the balance, every byte of every file against the size and checksum in its head, footers and page checksums, log, catalog and foreign objects."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn verify                  everything",
            "  tarn verify --quick orders   leaves the bytes of files unread",
            "  tarn verify --deep orders    also turns every row back into JSON and compares it with the archived event",
            "  tarn verify --json | jq '.balance[] | select(.balanced | not)'"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all, and the roots around them.")
    private List<String> collections = List.of();

    @ArgGroup
    private @Nullable How how;

    /** One of the two. */
    static final class How {
        @Option(names = "--quick", description = "Leave the bytes of files unread.")
        private boolean quick;

        @Option(names = "--deep", description = "Compare every published row with its archived event, both ways.")
        private boolean deep;
    }

    @Option(names = "--json", description = "Print one JSON document: balance and problems.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** The wire form (interface, "JSON"). */
    record Document(List<Balance> balance, List<Problem> problems, List<String> notes) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        VerifyRequest request =
                new VerifyRequest(collections.stream().map(CollectionName::new).collect(Collectors.toSet()), mode());
        VerifyReport report = VerifyJob.of(common.config(), line -> err.println("tarn: " + line))
                .run(request);
        if (json) {
            out.print(Json.pretty(new Document(report.balance(), report.problems(), report.notes())));
        } else {
            print(report, out);
        }
        report.notes().forEach(note -> err.println("tarn: note: " + Printable.line(note)));
        return (report.passed() ? ExitCode.DONE : ExitCode.INTEGRITY).code();
    }

    private VerifyMode mode() {
        if (how == null) {
            return VerifyMode.FULL;
        }
        return how.deep ? VerifyMode.DEEP : how.quick ? VerifyMode.QUICK : VerifyMode.FULL;
    }

    private void print(VerifyReport report, PrintWriter out) {
        if (report.balance().isEmpty() && report.files() == 0) {
            out.println("There is nothing to verify: no collection has landed anything yet.");
        } else {
            TextTable table = new TextTable(
                    "collection",
                    "received>",
                    "published>",
                    "quarantined>",
                    "deduplicated>",
                    "erased>",
                    "pending>",
                    "");
            report.balance()
                    .forEach(b -> table.add(
                            b.collection(),
                            Numbers.count(b.received()),
                            Numbers.count(b.published()),
                            Numbers.count(b.quarantined()),
                            Numbers.count(b.deduplicated()),
                            Numbers.count(b.erased()),
                            Numbers.count(b.pending()),
                            b.balanced() ? "balanced" : "DOES NOT BALANCE"));
            table.print(out);
        }
        for (Problem problem : report.problems()) {
            out.println();
            out.println(problem.kind() + where(problem));
            out.println("  " + Printable.line(problem.what()));
            out.println("  " + Printable.line(problem.todo()));
        }
        out.println();
        out.println(summary(report));
    }

    private static String where(Problem problem) {
        StringBuilder where = new StringBuilder();
        for (String part : new String[] {problem.collection(), problem.day(), problem.object()}) {
            if (part != null && !part.isEmpty()) {
                where.append("  ").append(Printable.line(part));
            }
        }
        return where.toString();
    }

    private String summary(VerifyReport report) {
        String read = Numbers.count(report.files(), "file")
                + switch (mode()) {
                    case QUICK -> ", bytes unread";
                    case FULL -> " read";
                    case DEEP -> " read, " + Numbers.count(report.rows(), "row") + " compared with their events";
                };
        String result = report.problems().isEmpty()
                ? "no problem"
                : Numbers.count(report.problems().size(), "problem");
        return read + ": " + (report.passed() || !report.problems().isEmpty() ? result : "it does not balance");
    }
}

package io.tarn.orchestration.demo;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.report.Balance;
import io.tarn.core.report.RunReport;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.ingest.verify.Problem;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.landing.imports.ImportReport;
import io.tarn.orchestration.cli.Numbers;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the lake shows with what the shop knows. A demo that shows a wrong number must fail. */
final class DemoCheck {
    private static final String PLEASE_REPORT =
            "This is a fault of Tarn; please report it, with what the demo printed and the folder that --keep keeps";

    private DemoCheck() {}

    /** @param what as in {@code "rows of orders on 2026-11-18"} */
    static <T> void equal(String what, T shop, T lake) {
        if (!Objects.equals(shop, lake)) {
            throw wrong("The lake is wrong about " + what, "it shows " + lake + ", and the shop knows of " + shop);
        }
    }

    /** All of a file is in the archive, and what is no event was seen to be none. */
    static void landed(Delivery delivery, ImportReport report) {
        if (report.exitCode() != ExitCode.DONE) {
            throw new TarnException(
                    report.exitCode(),
                    "File '" + delivery.path() + "' was not landed",
                    report.toString(),
                    PLEASE_REPORT);
        }
        equal("the frames of " + delivery.path(), (long) delivery.lines().size(), report.received());
        SortedMap<String, Long> broken = new TreeMap<>();
        for (Line line : delivery.lines()) {
            @Nullable Reason reason = line.kind().reason();
            if (reason != null) {
                broken.merge(reason.wireName(), 1L, Long::sum);
            }
        }
        equal("what is no event in " + delivery.path(), broken, report.refused());
    }

    /** A compaction did all of its work, with Spark, and what it did balances. */
    static RunReport done(CompactResult result) {
        RunReport report = result.report();
        if (result.exitCode() != ExitCode.DONE || !report.status().equals("done")) {
            throw new TarnException(
                    result.exitCode() == ExitCode.DONE ? ExitCode.INTEGRITY : result.exitCode(),
                    "Compaction " + report.run() + " ended as '" + report.status() + "'",
                    report.problems().isEmpty() ? "the report names no problem" : String.join("; ", report.problems()),
                    PLEASE_REPORT);
        }
        equal("the engine", "spark", report.engine());
        report.balance().forEach(DemoCheck::balanced);
        return report;
    }

    static void verified(VerifyReport report) {
        if (!report.problems().isEmpty()) {
            Problem first = report.problems().get(0);
            throw wrong(
                    "The lake does not verify",
                    Numbers.count(report.problems().size(), "problem") + ", the first of them: " + first.kind() + " in "
                            + first.collection() + ": " + first.what());
        }
        report.balance().forEach(DemoCheck::balanced);
    }

    static void balanced(Balance balance) {
        if (!balance.balanced()) {
            throw wrong("Collection " + balance.collection() + " does not balance", balance.toString());
        }
    }

    /** The whole balance of a collection at the end of the demo. */
    static void balance(ShopFacts facts, Balance balance) {
        String collection = balance.collection();
        balanced(balance);
        equal("events received of " + collection, facts.received(collection), balance.received());
        equal("rows of " + collection, facts.rows(collection), balance.published());
        equal("events quarantined of " + collection, facts.quarantined(collection), balance.quarantined());
        equal("events repeated in " + collection, facts.of(collection, Line.Kind.REPEATED), balance.deduplicated());
        equal("rows without a time in " + collection, facts.of(collection, Line.Kind.UNDATED), balance.undated());
        equal("events pending of " + collection, 0L, balance.pending());
    }

    static void answer(String question, List<List<String>> shop, List<List<String>> lake) {
        equal("the answer to \"" + question + "\"", shop, lake);
    }

    private static TarnException wrong(String problem, String why) {
        return new TarnException(ExitCode.INTEGRITY, problem, why, PLEASE_REPORT);
    }
}

package io.tarn.orchestration.compact;

import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.report.RunReport;
import io.tarn.ingest.plan.CompactPlan;
import io.tarn.ingest.plan.DayPlan;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;

/** Plans and reports for people. */
public final class CompactTexts {
    private CompactTexts() {}

    static void plan(CompactPlan plan, PrintWriter out) {
        if (plan.isEmpty()) {
            out.println("There is nothing to do.");
        }
        for (CompactPlan.OfCollection collection : plan.collections()) {
            if (!collection.isEmpty() || !collection.days().isEmpty()) {
                plan(collection, out);
            }
            collection.setAside().forEach(why -> out.println(Printable.line(why)));
        }
    }

    private static void plan(CompactPlan.OfCollection plan, PrintWriter out) {
        out.println(plan.collection() + ": hydrate " + Numbers.count(plan.segments(), "segment") + " with "
                + Numbers.count(plan.frames(), "event") + ", " + Numbers.bytes(plan.bytes()) + " to read");
        if (!plan.heldBy().isEmpty()) {
            out.println("  held by the live run " + plan.heldBy() + ": nothing would be done now");
        }
        TextTable days = new TextTable("  day", "action", "files>", "rows>", "bytes>", "why");
        for (DayPlan day : plan.days()) {
            days.add(
                    "  " + day.day(),
                    day.action().name().toLowerCase(Locale.ROOT),
                    Numbers.count(day.files()),
                    Numbers.count(day.rows()),
                    Numbers.bytes(day.bytes()),
                    day.reason());
        }
        if (!days.isEmpty()) {
            days.print(out);
        }
    }

    /** What a run did, day by day, its balance, and how it ended. */
    public static void report(RunReport report, PrintWriter out) {
        TextTable days = new TextTable("collection", "day", "action", "state", "rows>", "files>", "bytes>", "why");
        for (DayAction day : report.days()) {
            days.add(
                    day.collection(),
                    day.day(),
                    day.action(),
                    day.state(),
                    Numbers.count(day.rows()),
                    Numbers.count(day.files()),
                    Numbers.bytes(day.bytes()),
                    Objects.requireNonNullElse(day.reason(), ""));
        }
        if (!days.isEmpty()) {
            days.print(out);
        }
        report.repaired().forEach(line -> out.println("Repaired: " + Printable.line(line)));
        for (Balance balance : report.balance()) {
            out.println(balance(balance));
        }
        out.println(
                report.status().equals("nothing")
                        ? "There was nothing to do."
                        : String.format(
                                Locale.ROOT,
                                "Run %s: %s in %.1f s with %s.",
                                report.run(),
                                report.status(),
                                report.seconds(),
                                report.engine()));
    }

    private static String balance(Balance b) {
        return b.collection() + ": received " + Numbers.count(b.received()) + " = published "
                + Numbers.count(b.published()) + " + quarantined " + Numbers.count(b.quarantined()) + " + deduplicated "
                + Numbers.count(b.deduplicated()) + " + erased " + Numbers.count(b.erased()) + " + pending "
                + Numbers.count(b.pending()) + (b.balanced() ? "" : "  DOES NOT BALANCE");
    }
}

package io.tarn.orchestration.land;

import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code tarn land} tells people. */
final class LandTexts {
    /** More lines than this are summed up. */
    private static final int MOST_LINES = 20;

    private LandTexts() {}

    /** Files with something to say, the bad ones first. */
    static void problems(ImportReport report, PrintWriter err) {
        List<FileReport> telling = new ArrayList<>();
        for (FileReport file : report.files()) {
            if (isBad(file)) {
                err.println("tarn: " + line(file));
            } else if (!file.why().isEmpty()) {
                telling.add(file);
            }
        }
        telling.stream().limit(MOST_LINES).forEach(file -> err.println("tarn: " + line(file)));
        if (telling.size() > MOST_LINES) {
            err.println("tarn: and " + Numbers.count(telling.size() - MOST_LINES, "more file") + " like that");
        }
    }

    static void summary(ImportReport report, PrintWriter out) {
        Map<Status, Long> byStatus = new TreeMap<>();
        report.files().forEach(file -> byStatus.merge(file.status(), 1L, Long::sum));
        List<String> parts = new ArrayList<>();
        byStatus.forEach((status, count) -> parts.add(Numbers.count(count) + " " + LandDocument.word(status)));
        out.println("Landed " + Numbers.count(report.received(), "event") + " in '" + report.collection() + "' from "
                + Numbers.count(report.files().size(), "file") + ": " + String.join(", ", parts) + ".");
        if (report.blank() > 0) {
            out.println(Numbers.count(report.blank(), "blank line") + " passed over.");
        }
        if (report.skipped() > 0) {
            out.println(Numbers.count(report.skipped(), "name") + " beginning with . or _ skipped.");
        }
        if (!report.refused().isEmpty()) {
            List<String> reasons = new ArrayList<>();
            report.refused().forEach((reason, count) -> reasons.add(reason + " " + Numbers.count(count)));
            out.println("No events, to be set aside by compact: " + String.join(", ", reasons) + ".");
        }
    }

    private static boolean isBad(FileReport file) {
        return file.status() == Status.FAILED || file.status() == Status.TORN || file.status() == Status.HELD;
    }

    private static String line(FileReport file) {
        String status =
                switch (file.status()) {
                    case HELD -> "not landed: ";
                    case FAILED -> "failed: ";
                    case TORN -> "torn: ";
                    default -> "";
                };
        return Printable.line(file.path() + ": " + status + file.why());
    }
}

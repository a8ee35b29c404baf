package io.tarn.orchestration.land;

import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.ImportReport.Status;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** What {@code tarn land --json} prints. */
record LandDocument(
        String collection, List<File> files, long received, SortedMap<String, Long> refused, long blank, long skipped) {
    record File(String path, String status, long events, String why) {}

    static LandDocument of(ImportReport report) {
        List<File> files = report.files().stream()
                .map(file -> new File(file.path(), word(file.status()), file.events(), file.why()))
                .toList();
        return new LandDocument(
                report.collection(), files, report.received(), report.refused(), report.blank(), report.skipped());
    }

    /** What another run holds has failed, for this one. */
    static String word(Status status) {
        return (status == Status.HELD ? Status.FAILED : status).name().toLowerCase(Locale.ROOT);
    }
}

package io.tarn.landing.imports;

import io.tarn.core.ExitCode;
import java.util.List;
import java.util.SortedMap;

/**
 * What an import did.
 *
 * @param received frames that are in the archive now and were not before the import was begun
 * @param refused those of them that are no events, by reason
 * @param blank lines of nothing but blanks
 * @param skipped files and members that were left out for their name
 */
public record ImportReport(
        String collection,
        List<FileReport> files,
        long received,
        SortedMap<String, Long> refused,
        long blank,
        long skipped) {

    /** What became of one input. */
    public enum Status {
        LANDED,
        KNOWN,
        CONTINUED,
        TORN,
        FAILED,
        /** Another live run is at it. */
        HELD
    }

    /**
     * @param events frames of it that were landed
     * @param why what a person should know, or ""
     */
    public record FileReport(String path, Status status, long events, String why) {}

    /** How the command ends. */
    public ExitCode exitCode() {
        if (files.isEmpty()) {
            return ExitCode.USAGE;
        }
        if (files.stream().allMatch(file -> file.status() == Status.HELD)) {
            return ExitCode.CONFLICT;
        }
        boolean partly = files.stream()
                .anyMatch(file ->
                        file.status() == Status.TORN || file.status() == Status.FAILED || file.status() == Status.HELD);
        return partly ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}

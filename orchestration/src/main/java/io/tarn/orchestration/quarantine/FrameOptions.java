package io.tarn.orchestration.quarantine;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.ingest.compact.QuarantineFilter;
import io.tarn.orchestration.cli.CommonOptions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the events that were set aside; a mixin. */
final class FrameOptions {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only those set aside for it, as invalid_json.")
    private @Nullable String reason;

    @Option(names = "--day", paramLabel = "D", description = "Only those received on this day (UTC).")
    private @Nullable LocalDate day;

    @Option(names = "--from", paramLabel = "D", description = "Only those received on this day or later.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "D", description = "Only those received on this day or before.")
    private @Nullable LocalDate to;

    @Option(
            names = "--segment",
            paramLabel = "S",
            description = "Only those of this archived segment; its key, or the last part of it.")
    private @Nullable String segment;

    QuarantineFilter filter(CommonOptions common) {
        if (day != null && (from != null || to != null)) {
            throw common.usage("--day and --from or --to exclude each other.");
        }
        LocalDate first = day != null ? day : Objects.requireNonNullElse(from, LocalDate.MIN);
        LocalDate last = day != null ? day : Objects.requireNonNullElse(to, LocalDate.MAX);
        if (last.isBefore(first)) {
            throw common.usage("--to " + last + " is before --from " + first + ".");
        }
        return new QuarantineFilter(reason == null ? null : parsed(reason), first, last, segment);
    }

    private static Reason parsed(String reason) {
        return Arrays.stream(Reason.values())
                .filter(each -> each.wireName().equals(reason))
                .findFirst()
                .orElseThrow(() -> new TarnException(
                        ExitCode.USAGE,
                        "Reason '" + reason + "' is not known",
                        "the reasons are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Reason.values())
                                                .map(Reason::wireName)
                                                .toList()),
                        "Correct it"));
    }
}

package io.tarn.orchestration.land;

import io.tarn.landing.split.SplitOptions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how inputs become events; a mixin. */
public final class Splitting {
    @Option(
            names = "--format",
            paramLabel = "auto|ndjson|json",
            defaultValue = "auto",
            description =
                    "auto: lines for .ndjson and .jsonl, and where the first line is a JSON object; else one document per file.")
    private String format = "auto";

    @Option(
            names = "--records",
            paramLabel = "POINTER",
            description =
                    "The events are the array at this place of each document, as /Records; '' is the document itself.")
    private @Nullable String records;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** As given; wrong usage where that means nothing. */
    public SplitOptions options(int maxEventBytes) {
        SplitOptions.Format known = List.of(SplitOptions.Format.values()).stream()
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(format))
                .findFirst()
                .orElseThrow(() -> usage("--format is one of auto, ndjson, json, and not '" + format + "'."));
        SplitOptions splitting = SplitOptions.auto(maxEventBytes).withFormat(known);
        try {
            return records == null ? splitting : splitting.withRecords(records);
        } catch (IllegalArgumentException e) {
            throw usage("--records: " + e.getMessage() + ".");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

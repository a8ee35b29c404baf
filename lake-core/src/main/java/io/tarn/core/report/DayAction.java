package io.tarn.core.report;

import org.jspecify.annotations.Nullable;

/** What a run did to one day (interface, "JSON"): action is hydrated, sealed, merged, appended, skipped or failed. */
public record DayAction(
        String collection,
        String day,
        String action,
        String state,
        long rows,
        long files,
        long bytes,
        @Nullable String reason) {}

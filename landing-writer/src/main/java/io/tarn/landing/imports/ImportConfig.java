package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.split.SplitOptions;
import java.util.Optional;

/**
 * What one {@code tarn land} does.
 *
 * @param splitting how inputs become frames
 * @param importId name of the stream that is landed, by which a second run knows it
 */
public record ImportConfig(
        LandingConfig landing,
        CollectionName collection,
        SplitOptions splitting,
        ReceivedAt receivedAt,
        Known known,
        Optional<String> importId) {
    /** What happens to an input that has been landed before. */
    public enum Known {
        SKIP,
        LAND_AGAIN
    }

    /** Everything as {@code tarn land} does it without options. */
    public static ImportConfig of(LandingConfig landing, CollectionName collection) {
        return new ImportConfig(
                landing,
                collection,
                SplitOptions.auto(landing.maxEventBytes()),
                ReceivedAt.now(),
                Known.SKIP,
                Optional.empty());
    }

    public ImportConfig withSplitting(SplitOptions other) {
        return new ImportConfig(landing, collection, other, receivedAt, known, importId);
    }

    public ImportConfig withReceivedAt(ReceivedAt other) {
        return new ImportConfig(landing, collection, splitting, other, known, importId);
    }

    public ImportConfig withKnown(Known other) {
        return new ImportConfig(landing, collection, splitting, receivedAt, other, importId);
    }

    public ImportConfig withImportId(String id) {
        return new ImportConfig(landing, collection, splitting, receivedAt, known, Optional.of(id));
    }
}

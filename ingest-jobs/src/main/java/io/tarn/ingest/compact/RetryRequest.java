package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;

/**
 * What of a collection's quarantine is to be tried again.
 *
 * @param mode whether anything is to come of it
 */
public record RetryRequest(CollectionName collection, QuarantineFilter frames, Mode mode) {

    /** Whether anything is to come of it. */
    public enum Mode {
        /** What has become a row is published. */
        PUBLISH,
        /** Only said. */
        DRY_RUN
    }

    /** Everything that was set aside. */
    public static RetryRequest all(CollectionName collection) {
        return new RetryRequest(collection, QuarantineFilter.ALL, Mode.PUBLISH);
    }
}

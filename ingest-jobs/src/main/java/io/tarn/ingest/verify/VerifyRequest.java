package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import java.util.Set;

/**
 * What to verify.
 *
 * @param collections empty: all that exist, and the roots around them
 */
public record VerifyRequest(Set<CollectionName> collections, VerifyMode mode) {
    public VerifyRequest {
        collections = Set.copyOf(collections);
    }
}

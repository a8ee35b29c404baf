package io.tarn.core.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The balance of a collection; each number is counted at its own source and none from the others (interface, "JSON").
 *
 * @param undated part of published
 * @param conflicts part of deduplicated
 */
@JsonIgnoreProperties(value = "balanced", allowGetters = true)
public record Balance(
        String collection,
        long received,
        long published,
        long quarantined,
        long deduplicated,
        long erased,
        long pending,
        long undated,
        long conflicts) {
    /** {@code received = published + quarantined + deduplicated + erased + pending}. */
    @JsonProperty
    public boolean balanced() {
        return received == published + quarantined + deduplicated + erased + pending;
    }
}

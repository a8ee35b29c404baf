package io.tarn.proof.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event or a line that is given to Tarn.
 *
 * @param serial its number in the workload
 * @param id the producer's id, or ""
 * @param payload one line; two that are equal are the same event, sent twice
 * @param what what should become of it
 * @param key what it is de-duplicated by where the collection has a configured id; "" where it lacks one
 * @param content equal for payloads that differ in nothing but how they are written
 * @param at its event time; null where it has none
 */
public record Sent(
        int serial,
        String collection,
        String id,
        String payload,
        What what,
        String key,
        String content,
        @Nullable Instant at) {
    /** What should become of it, repetitions aside. */
    public enum What {
        ROW,
        QUARANTINED,
        /** The door does not let it in. */
        REFUSED
    }
}

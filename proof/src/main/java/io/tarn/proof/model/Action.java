package io.tarn.proof.model;

import io.tarn.ingest.plan.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One thing that is done to a lake. */
public sealed interface Action {
    /** A producer appends events through the landing library, all at once, and waits for their acknowledgements. */
    record Append(List<Sent> events) implements Action {
        public Append {
            events = List.copyOf(events);
        }
    }

    /**
     * {@code tarn land} of a file with these lines; the same file every time it is played.
     *
     * @param file its name
     * @param receivedAt when its events count as received
     */
    record Import(String collection, String file, List<Sent> lines, Instant receivedAt) implements Action {
        public Import {
            lines = List.copyOf(lines);
        }
    }

    /** All open segments are closed and published. */
    record Flush() implements Action {}

    /** {@code tarn compact}, or {@code tarn compact --seal-open}. */
    record Compact(Urgency urgency) implements Action {}

    /** Time passes. */
    record Advance(Duration by) implements Action {}
}

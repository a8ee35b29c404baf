package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import java.time.Instant;

/** What became of an event that was given to a {@link LandingWriter}. */
public sealed interface Ack {
    /**
     * The event is on the disk and will be in the archive, whatever happens to this process.
     *
     * @param writer with epoch and sequence number the event's place in the archive
     * @param eventId as given, or ""
     */
    record Stored(String writer, String epoch, long seq, Instant receivedAt, String eventId) implements Ack {}

    /** The event is no acceptable event; nothing of it is kept. */
    record Refused(Reason reason, String detail) implements Ack {}

    /**
     * The place of a stored event. Throws {@link TarnException} for one that was refused, for producers that must not
     * send such.
     */
    default Stored orThrow() {
        if (this instanceof Refused refused) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "Event is refused (" + refused.reason().wireName() + ")",
                    refused.detail(),
                    "Mend the producer; nothing of the event was kept");
        }
        return (Stored) this;
    }
}

package io.tarn.proof.model;

import io.tarn.core.ExitCode;
import io.tarn.landing.Ack;
import java.time.Instant;
import java.util.List;

/** What a {@link Player} is told by Tarn, as it happens; called from several threads. */
public interface Told {
    /** The event is about to be given to the landing library: from now on it may be in the lake. */
    void appending(Sent event);

    /** Its acknowledgement came: from now on it must be in the lake, at this place. */
    void acknowledged(Sent event, Ack.Stored place);

    /** It was refused: it must never be in the lake. */
    void refused(Sent event);

    /** The file is about to be landed: from now on each line may be in the lake, once. */
    void importing(Action.Import file);

    /** It was landed: from now on each line must be there. */
    void imported(Action.Import file);

    /** A compaction came to its end. */
    void compacted(ExitCode code, List<String> problems);

    /** The clock shows another time. */
    void now(Instant now);
}

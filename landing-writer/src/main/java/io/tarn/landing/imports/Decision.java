package io.tarn.landing.imports;

import java.util.List;

/** What is done about a unit. */
sealed interface Decision {
    /**
     * It is landed.
     *
     * @param before writers of a run that was killed, which may have landed some of it
     */
    record Land(ImportRecord record, List<String> before) implements Decision {}

    /** It is in the archive since the record's end. */
    record Known(ImportRecord record) implements Decision {}

    /** It came earlier in this very command. */
    record Repeated() implements Decision {}

    /** Another run has begun it, and is not known to be dead. */
    record Held(ImportRecord record, String why) implements Decision {}
}

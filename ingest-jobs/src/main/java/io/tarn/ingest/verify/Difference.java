package io.tarn.ingest.verify;

/** One place where a row and its archived event say different things. */
record Difference(Kind kind, String path, String archived, String stored) {
    /** What is wrong. */
    enum Kind {
        /** Another value than the archived one. */
        WRONG_VALUE,
        /** The event has a value that no column has. */
        MISSING_VALUE,
        /** A column has a value that the event has not. */
        EXTRA_VALUE
    }
}

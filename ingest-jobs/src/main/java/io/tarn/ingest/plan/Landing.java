package io.tarn.ingest.plan;

/** Whether more of what was found may be about to land. */
public enum Landing {
    /** Every import is done, or nothing landed for a while. */
    RESTED,
    /** An import may still be running. */
    UNDER_WAY
}

package io.tarn.ingest.plan;

/** Whether days are sealed and late rows appended when that is due, or at once ({@code --seal-open}). */
public enum Urgency {
    WHEN_DUE,
    AT_ONCE
}

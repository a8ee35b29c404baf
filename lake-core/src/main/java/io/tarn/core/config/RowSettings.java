package io.tarn.core.config;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings that shape the rows of a collection; versioned in the bucket beside the schema, named by log records and
 * heads.
 *
 * @param eventTime how the event day is found; null: by received time
 * @param id JSON pointers of the configured id; empty: the producer's id, else the event's place
 * @param sortBy JSON pointers, most important first; empty: by arrival
 * @param pins SQL type by JSON pointer, as {@code decimal(18,2)}, {@code timestamp}, {@code bigint}
 * @param rename new column name by JSON pointer
 * @param hide JSON pointers of fields that stay in the archive only
 * @param maxColumns budget of leaf columns, variants included
 */
public record RowSettings(
        @Nullable EventTime eventTime,
        List<String> id,
        Dedupe dedupe,
        List<String> sortBy,
        SortedMap<String, String> pins,
        SortedMap<String, String> rename,
        List<String> hide,
        int maxColumns)
        implements Serializable {

    /**
     * Where the event's time stands and how it is written.
     *
     * @param field JSON pointer
     * @param format {@code iso8601}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us} or a
     *     {@link java.time.format.DateTimeFormatter} pattern
     * @param zone zone of texts without an offset, default UTC
     */
    public record EventTime(String field, String format, String zone) implements Serializable {}

    /**
     * How events with the same id are treated.
     *
     * @param lookBackDays received days, before and after, within which a repeated id is found
     * @param onConflict what a different payload under a known id gets
     */
    public record Dedupe(int lookBackDays, OnConflict onConflict) implements Serializable {}

    /** AUTO: deduplicate for a configured id, quarantine for a producer's. */
    public enum OnConflict {
        AUTO,
        DEDUPLICATE,
        QUARANTINE
    }
}

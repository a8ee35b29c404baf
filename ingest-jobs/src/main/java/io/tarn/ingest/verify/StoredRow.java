package io.tarn.ingest.verify;

import org.jspecify.annotations.Nullable;

/**
 * One published row. A column's value is null or, by its type: Boolean, Long (integers, days of dates, microseconds of
 * timestamps), Double, String (texts and JSON texts), BigDecimal, {@code Object[]} (structs, by column), List (arrays),
 * {@link StoredMap}.
 *
 * @param columns values by place in the schema's root
 * @param rest the overflow column
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredRow(
        @Nullable Object[] columns,
        @Nullable String rest,
        @Nullable String eventId,
        long receivedMicros,
        @Nullable String segment,
        long seq,
        long hash) {}

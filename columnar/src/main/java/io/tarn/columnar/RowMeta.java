package io.tarn.columnar;

import java.time.Instant;

/**
 * Where a row came from: the {@code tarn} column.
 *
 * @param eventId "" where the event has none
 * @param receivedAt microsecond precision
 * @param segment key of its segment
 * @param seq its place there
 * @param hash 64 bits of the payload's hash
 */
public record RowMeta(String eventId, Instant receivedAt, String segment, long seq, long hash) {}

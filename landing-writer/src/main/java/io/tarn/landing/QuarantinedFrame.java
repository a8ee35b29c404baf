package io.tarn.landing;

import io.tarn.core.Reason;
import java.time.Instant;
import java.util.Map;

/**
 * A frame that was set aside, with the reason and where it came from.
 *
 * @param collection its collection
 * @param receivedAt microsecond precision
 * @param eventId "" where it has none
 * @param detail what exactly is wrong, for people
 * @param source file or producer it came from, "" if unknown
 * @param segment key of its segment in the state root
 * @param seq its place in the segment
 * @param bytes the payload verbatim (what is left of it for a damaged segment)
 * @param headers as the frame had them
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuarantinedFrame(
        String collection,
        Instant receivedAt,
        String eventId,
        Reason reason,
        String detail,
        String source,
        String segment,
        long seq,
        byte[] bytes,
        Map<String, String> headers) {}

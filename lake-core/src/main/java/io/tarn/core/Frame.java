package io.tarn.core;

import java.time.Instant;
import java.util.Map;

/**
 * What landing accepted, as it came: an event or, in an import, whatever the splitter yielded, valid or not.
 *
 * @param seq place in its segment's (writer, epoch, collection), from 0, without gaps
 * @param receivedAt microsecond precision
 * @param eventId the event's id, or "" where the producer gave none
 * @param headers small, in key order
 * @param payload the bytes verbatim; not copied, so nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(long seq, Instant receivedAt, String eventId, Map<String, String> headers, byte[] payload) {
    /** Header with the reason for which landing already knows that this frame is no event ({@link Reason#wireName}). */
    public static final String REASON = "tarn-reason";
    /** Header with a human detail to {@link #REASON}. */
    public static final String DETAIL = "tarn-detail";
    /** Header: length in bytes of a payload of which only the first 64 KiB were kept. */
    public static final String FULL_LENGTH = "tarn-full-length";
    /** Header: SHA-256 (hex) of a payload of which only the first 64 KiB were kept. */
    public static final String FULL_SHA256 = "tarn-full-sha256";
    /** Header: file and place that the frame came from, for people. */
    public static final String SOURCE = "tarn-source";
    /**
     * Header, value "exact": the event id is exact at landing (import), so that it needs no look-back; absent for a
     * producer's id.
     */
    public static final String ID_KIND = "tarn-id";
}

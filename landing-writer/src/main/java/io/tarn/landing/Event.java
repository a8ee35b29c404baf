package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event to be landed: one JSON object, kept byte for byte, with what belongs to it. Immutable as long as nobody
 * changes the bytes.
 *
 * @param payload not copied
 * @param id the producer's id for it, or ""
 * @param headers small texts that stay with the event
 */
@SuppressWarnings("ArrayRecordComponent")
public record Event(byte[] payload, String id, Map<String, String> headers) {
    public Event {
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static Event of(byte[] json) {
        return new Event(json, "", Map.of());
    }

    public static Event of(String json) {
        return of(json.getBytes(UTF_8));
    }

    /** An event of the same id is stored once, within the collection's look-back. */
    public Event withId(String newId) {
        return new Event(payload, newId, headers);
    }

    public Event withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Event(payload, id, more);
    }
}

package io.tarn.ingest.hydrate;

import org.jspecify.annotations.Nullable;

/**
 * What an event is known by.
 *
 * @param eventId for people and for the {@code tarn} column
 * @param key what repetitions are found by; null where the id is exact, so that none can occur
 * @param incomplete whether a configured id lacked a component, so that the event is known by its place
 */
record EventIdentity(String eventId, @Nullable Key key, boolean incomplete) {
    /**
     * 128 bits of the id and 64 bits of the payload's content.
     *
     * @param content equal for payloads that say the same (see {@link Canonical})
     */
    record Key(long high, long low, long content) {}
}

package io.tarn.core.arrival;

import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.Versioned;
import java.util.Optional;

/**
 * How far arrival notes are settled, {@link Keys#ARRIVALS_THROUGH}, changed by compare-and-swap; both hours only move
 * forward.
 *
 * @param hour the last one whose notes are all settled, as in {@code 2026-11-22T17}; "" before the first
 * @param closed the last one that a note may no longer be put under, and whoever has, notes again:
 *     {@link Announcement}; not before {@code hour}
 */
public record ArrivalsThrough(String hour, String closed) {
    /** Before the first. */
    public static final ArrivalsThrough NONE = new ArrivalsThrough("", "");

    /**
     * As it is now. A damaged one counts as none: then notes are read from the beginning, too many and never too few.
     */
    public static ArrivalsThrough in(ObjectReader state) {
        return state.read(Keys.ARRIVALS_THROUGH).flatMap(ArrivalsThrough::parse).orElse(NONE);
    }

    /** Empty where the bytes are damaged. */
    public static Optional<ArrivalsThrough> parse(Versioned found) {
        try {
            return Optional.of(Json.read(found.bytes(), ArrivalsThrough.class, Keys.ARRIVALS_THROUGH));
        } catch (TarnException damaged) {
            return Optional.empty();
        }
    }

    /** With this hour closed too, and all before it. */
    public ArrivalsThrough closing(String last) {
        return last.compareTo(closed) <= 0 ? this : new ArrivalsThrough(hour, last);
    }

    /** With this hour settled too, and all before it; it is closed. */
    public ArrivalsThrough settling(String last) {
        return last.compareTo(hour) <= 0 ? this : new ArrivalsThrough(last, closed);
    }
}

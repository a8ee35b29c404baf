package io.tarn.ingest.arrival;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Arrival notes: what was published since the hour up to which every note is settled, so that nothing lists history to
 * find what is new (architecture, section 5). Thread-safe.
 */
public final class Arrivals {
    /** A note whose segment never came is given up after this long. */
    static final Duration MISSING = Duration.ofHours(48);
    /** A note may be up to ten minutes older than its put, and clocks differ. */
    private static final Duration SETTLING = Duration.ofHours(2);

    private final ObjectStore state;
    private final Clock clock;

    public Arrivals(ObjectStore state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** A note: at this hour (as in {@code 2026-11-22T17}) the segment was about to be published. */
    public record Note(String key, String hour, SegmentKey segment) {
        boolean before(Instant instant) {
            try {
                return Instant.parse(hour + ":00:00Z").isBefore(instant);
            } catch (DateTimeParseException notAnHour) {
                return false;
            }
        }
    }

    /** The notes that are not known to be settled, by hour. Foreign objects are left out. */
    public List<Note> unsettled() {
        List<Note> notes = new ArrayList<>();
        // '0' follows '/': all notes of the settled hour lie before it.
        for (ObjectStat object : state.list(Keys.ARRIVALS, Keys.ARRIVALS + through().hour + "0")) {
            note(object.key()).ifPresent(notes::add);
        }
        return notes;
    }

    /**
     * Deletes the notes that are settled, whole hours of them, and moves the settled hour forward.
     *
     * @param hydrated whether a log record names the segment; false also where that is not known
     */
    public void settle(List<Note> unsettled, Predicate<SegmentKey> hydrated) {
        Instant now = clock.instant();
        String reached = "";
        for (Note note : unsettled) {
            boolean givenUp = note.before(now.minus(MISSING))
                    && state.stat(note.segment.key()).isEmpty();
            if (!note.before(now.minus(SETTLING)) || !(hydrated.test(note.segment) || givenUp)) {
                // This hour is not settled, so the one before it is the last that is.
                advance(unsettled, before(unsettled, note.hour));
                return;
            }
            reached = note.hour;
        }
        advance(unsettled, reached);
    }

    private static String before(List<Note> notes, String hour) {
        return notes.stream()
                .map(Note::hour)
                .filter(h -> h.compareTo(hour) < 0)
                .max(String::compareTo)
                .orElse("");
    }

    /** Begins anew where what is settled cannot be read; a line for the report, or nothing where it can. */
    public Optional<String> restore() {
        Optional<Versioned> found = state.read(Keys.ARRIVALS_THROUGH);
        boolean damaged = found.isPresent() && !readable(found.get());
        if (!damaged
                || state.swap(Keys.ARRIVALS_THROUGH, found.get().version(), Json.write(Through.NONE))
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("'" + Keys.ARRIVALS_THROUGH + "' was damaged; every note is read again");
    }

    private static boolean readable(Versioned found) {
        try {
            Json.read(found.bytes(), Through.class, Keys.ARRIVALS_THROUGH);
            return true;
        } catch (TarnException damaged) {
            return false;
        }
    }

    /** The notes go first: once the hour has moved, nobody looks for them any more. */
    private void advance(List<Note> notes, String hour) {
        Optional<Versioned> found = state.read(Keys.ARRIVALS_THROUGH);
        Through written = found.map(Arrivals::parse).orElse(Through.NONE);
        if (hour.compareTo(written.hour) <= 0) {
            return;
        }
        state.deleteAll(notes.stream()
                .filter(note -> note.hour.compareTo(hour) <= 0)
                .map(Note::key)
                .toList());
        @Nullable String version = found.map(Versioned::version).orElse(null);
        state.swap(Keys.ARRIVALS_THROUGH, version, Json.write(new Through(hour)));
    }

    private static Optional<Note> note(String key) {
        String rest = key.substring(Keys.ARRIVALS.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String hour = rest.substring(0, slash);
        String name = rest.substring(slash + 1);
        int afterCollection = name.indexOf('/');
        if (afterCollection < 0) {
            return Optional.empty();
        }
        return SegmentKey.parse("archive/" + name).map(segment -> new Note(key, hour, segment));
    }

    private Through through() {
        return state.read(Keys.ARRIVALS_THROUGH).map(Arrivals::parse).orElse(Through.NONE);
    }

    /** A damaged one counts as none: then notes are read from the beginning, too many and never too few. */
    private static Through parse(Versioned found) {
        return readable(found) ? Json.read(found.bytes(), Through.class, Keys.ARRIVALS_THROUGH) : Through.NONE;
    }

    /** The last settled hour; "" before the first. */
    record Through(String hour) {
        static final Through NONE = new Through("");
    }

    /** Collections that notes name. */
    public static List<CollectionName> collections(List<Note> notes) {
        return notes.stream()
                .map(note -> note.segment.collection())
                .distinct()
                .sorted()
                .toList();
    }
}

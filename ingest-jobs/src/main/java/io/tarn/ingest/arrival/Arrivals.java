package io.tarn.ingest.arrival;

import io.tarn.core.CollectionName;
import io.tarn.core.arrival.Announcement;
import io.tarn.core.arrival.ArrivalsThrough;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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
    /** A note whose segment never came is given up after this long, and one that came too late is found for as long. */
    static final Duration MISSING = Duration.ofHours(48);
    /** So that few have to note again: a note may be older than its put, and clocks differ. */
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
            return instant(hour).isBefore(instant);
        }
    }

    /**
     * The notes that are not known to be settled, by hour, and those that were put too late for their hour. Foreign
     * objects are left out.
     */
    public List<Note> unsettled() {
        String settled = ArrivalsThrough.in(state).hour();
        String after = settled.isEmpty() ? "" : Keys.arrivalsOf(instant(settled).minus(MISSING));
        List<Note> notes = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.ARRIVALS, after)) {
            note(object.key()).ifPresent(notes::add);
        }
        return notes;
    }

    /**
     * Deletes the notes that are settled, whole hours of them, and moves the settled hour forward: closes the hour,
     * lists once more what came until then, and passes over what is settled of that. Why nothing is passed over that
     * comes meanwhile stands in {@link Announcement}.
     *
     * @param hydrated whether a log record names the segment; false also where that is not known
     */
    public void settle(List<Note> unsettled, Predicate<SegmentKey> hydrated) {
        String reached = reached(unsettled, hydrated);
        if (reached.isEmpty()) {
            return;
        }
        Optional<Versioned> found = state.read(Keys.ARRIVALS_THROUGH);
        ArrivalsThrough was = found.flatMap(ArrivalsThrough::parse).orElse(ArrivalsThrough.NONE);
        ArrivalsThrough closed = was.closing(reached);
        String version = found.map(Versioned::version).orElse(null);
        if (!closed.equals(was)) {
            version = swap(version, closed);
            if (version == null) {
                return; // another run settles
            }
        }
        List<Note> again = unsettled().stream()
                .filter(note -> note.hour.compareTo(reached) <= 0)
                .toList();
        pass(again, reached(again, hydrated), closed, version);
    }

    /** The notes go first: once the hour has moved, they are not looked for much longer. */
    private void pass(List<Note> notes, String hour, ArrivalsThrough closed, @Nullable String version) {
        state.deleteAll(notes.stream()
                .filter(note -> note.hour.compareTo(hour) <= 0)
                .map(Note::key)
                .toList());
        ArrivalsThrough settled = closed.settling(hour);
        if (!settled.equals(closed)) {
            swap(version, settled);
        }
    }

    private @Nullable String swap(@Nullable String version, ArrivalsThrough next) {
        return state.swap(Keys.ARRIVALS_THROUGH, version, Json.write(next)).orElse(null);
    }

    /** The last hour up to which every note is settled; "" if the first is not. */
    private String reached(List<Note> notes, Predicate<SegmentKey> hydrated) {
        String reached = "";
        for (Note note : notes) {
            if (!isSettled(note, hydrated)) {
                // This hour is not settled, so the one before it is the last that is.
                return before(notes, note.hour);
            }
            reached = note.hour;
        }
        return reached;
    }

    private boolean isSettled(Note note, Predicate<SegmentKey> hydrated) {
        Instant now = clock.instant();
        return note.before(now.minus(SETTLING))
                && (hydrated.test(note.segment)
                        || (note.before(now.minus(MISSING))
                                && state.stat(note.segment.key()).isEmpty()));
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
        boolean damaged =
                found.isPresent() && ArrivalsThrough.parse(found.get()).isEmpty();
        if (!damaged
                || state.swap(Keys.ARRIVALS_THROUGH, found.get().version(), Json.write(ArrivalsThrough.NONE))
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("'" + Keys.ARRIVALS_THROUGH + "' was damaged; every note is read again");
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
        return isHour(hour)
                ? SegmentKey.parse("archive/" + name).map(segment -> new Note(key, hour, segment))
                : Optional.empty();
    }

    private static boolean isHour(String name) {
        try {
            return Keys.arrivalsOf(instant(name)).equals(Keys.ARRIVALS + name + "/");
        } catch (DateTimeException other) {
            return false;
        }
    }

    private static Instant instant(String hour) {
        return Instant.parse(hour + ":00:00Z");
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

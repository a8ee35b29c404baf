package io.tarn.ingest.publish;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The heads of one collection, each changed by compare-and-swap only. Thread-safe. */
public final class Heads {
    private final ObjectStore state;
    private final CollectionName collection;
    private final Clock clock;

    public Heads(ObjectStore state, CollectionName collection, Clock clock) {
        this.state = state;
        this.collection = collection;
        this.clock = clock;
    }

    /** The head of a day, or empty where nothing was ever hydrated for it. */
    public Optional<Head> read(LocalDate day) {
        String key = Keys.head(collection, day);
        return state.read(key).map(found -> parse(key, found));
    }

    /** All heads, by day. */
    public SortedMap<LocalDate, Head> all() {
        List<LocalDate> days = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.headsOf(collection))) {
            day(object.key()).ifPresent(days::add);
        }
        SortedMap<LocalDate, Head> heads = new TreeMap<>();
        Fan.out(days, this::read)
                .forEach(found -> found.ifPresent(head -> heads.put(LocalDate.parse(head.day()), head)));
        return heads;
    }

    /**
     * Changes a head: the one place where a head is written.
     *
     * @param change called again whenever somebody else was faster; gets the day's first head (revision 0, not stored)
     *     where there is none, and gives back its argument where nothing is to be changed
     * @return the head as it is now
     */
    public Head change(LocalDate day, UnaryOperator<Head> change) {
        String key = Keys.head(collection, day);
        while (true) {
            Optional<Versioned> found = state.read(key);
            Head now = found.map(v -> parse(key, v)).orElseGet(() -> Head.first(collection, day, clock.instant()));
            Head next = change.apply(now);
            if (next.equals(now)) {
                return now;
            }
            Head written = revised(next, now.revision() + 1, clock.instant());
            @Nullable String version = found.map(Versioned::version).orElse(null);
            if (state.swap(key, version, Json.write(written)).isPresent()) {
                return written;
            }
        }
    }

    /**
     * Puts a head where there is none, or one that cannot be read.
     *
     * @return false where there is one that can be read, or where somebody else was faster; then nothing changed
     */
    public boolean restore(LocalDate day, Head head) {
        String key = Keys.head(collection, day);
        Optional<Versioned> found = state.read(key);
        if (found.filter(object -> readable(key, object)).isPresent()) {
            return false;
        }
        Head first = revised(head, head.revision() + 1, clock.instant());
        @Nullable String version = found.map(Versioned::version).orElse(null);
        return state.swap(key, version, Json.write(first)).isPresent();
    }

    private static boolean readable(String key, Versioned object) {
        try {
            parse(key, object);
            return true;
        } catch (TarnException damaged) {
            return false;
        }
    }

    /** Names another file in place of one that a head has; nothing happens where it has that file no more. */
    public Head replaceFile(LocalDate day, FileEntry old, FileEntry next) {
        return change(day, now -> new HeadEdit(now)
                .files(exchanged(now.files(), old, next))
                .waiting(exchanged(now.waiting(), old, next))
                .done());
    }

    private static List<FileEntry> exchanged(List<FileEntry> files, FileEntry old, FileEntry next) {
        return files.stream().map(file -> file.equals(old) ? next : file).toList();
    }

    /** The store's time of the last change of a head. */
    Instant modified(LocalDate day) {
        return state.stat(Keys.head(collection, day)).map(ObjectStat::modified).orElseGet(clock::instant);
    }

    private Optional<LocalDate> day(String key) {
        String prefix = Keys.headsOf(collection);
        try {
            return Optional.of(LocalDate.parse(key.substring(prefix.length()).replace(".json", "")));
        } catch (DateTimeParseException foreign) {
            return Optional.empty();
        }
    }

    private static Head parse(String key, Versioned found) {
        return Json.read(found.bytes(), Head.class, key);
    }

    private static Head revised(Head head, long revision, Instant at) {
        return new Head(
                head.collection(),
                head.day(),
                revision,
                head.state(),
                head.through(),
                head.files(),
                head.waiting(),
                head.waitingSince(),
                head.pending(),
                head.retired(),
                head.retiredAt(),
                head.schema(),
                head.settings(),
                at,
                head.owner());
    }
}

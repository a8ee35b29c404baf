package io.tarn.ingest.log;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log of one collection: create-only records 1, 2, 3… without gaps, and a tail that may lag behind them, never
 * lead. Creating a record is the point of no return of a hydrate (architecture, section 6, "Exactness"). Thread-safe.
 */
public final class HydrateLog {
    private final ObjectStore state;
    private final CollectionName collection;
    /** The first record of each day, of records 1 to {@code indexed}; guarded by itself, like that number. */
    private final Map<LocalDate, Long> firstOfDay = new HashMap<>();

    private long indexed;

    public HydrateLog(ObjectStore state, CollectionName collection) {
        this.state = state;
        this.collection = collection;
    }

    /**
     * The tail, with {@code last} as it really is: found by probing upwards, since a tail is written after its record.
     */
    public LogTail tail() {
        LogTail written = writtenTail().tail;
        long last = Math.max(written.last(), written.done());
        while (state.stat(Keys.logRecord(collection, last + 1)).isPresent()) {
            last++;
        }
        return new LogTail(last, written.done(), written.ids());
    }

    /** Record {@code n}; missing records are an error, because the log has no gaps. */
    public LogRecord record(long n) {
        String key = Keys.logRecord(collection, n);
        LogRecord record = state.read(key)
                .map(found -> Json.read(found.bytes(), LogRecord.class, key))
                .orElseThrow(() -> new TarnException(
                        ExitCode.INTEGRITY,
                        "Log record " + n + " of " + collection + " cannot be read",
                        "there is no object '" + key + "', and the log must not have gaps",
                        "Restore the object from a backup, or its version before the deletion"));
        index(n, record);
        return record;
    }

    private void index(long n, LogRecord record) {
        synchronized (firstOfDay) {
            if (n == indexed + 1) {
                record.days().forEach(day -> firstOfDay.putIfAbsent(LocalDate.parse(day.day()), n));
                indexed = n;
            }
        }
    }

    /**
     * The first record before {@code n} with rows of the day, if there is one. Reads no record that {@link #records} of
     * this object has read from the first on: a run that knows what is hydrated reads none.
     */
    public Optional<Long> firstWith(LocalDate day, long n) {
        synchronized (firstOfDay) {
            while (indexed < n - 1) {
                record(indexed + 1);
            }
            return Optional.ofNullable(firstOfDay.get(day)).filter(first -> first < n);
        }
    }

    /** The records after {@code n} up to {@code last}, in order. */
    public List<LogRecord> records(long n, long last) {
        List<LogRecord> records = new ArrayList<>();
        for (long i = n + 1; i <= last; i++) {
            records.add(record(i));
        }
        return records;
    }

    /**
     * Creates the record durably.
     *
     * @return false where another hydrate has this number; then nothing changed
     */
    public boolean append(LogRecord record) {
        String key = Keys.logRecord(collection, record.n());
        byte[] bytes = Json.write(record);
        if (state.create(key, bytes)) {
            return true;
        }
        // An answer that was lost looks the same as a race that was lost.
        return state.read(key)
                .filter(found -> Arrays.equals(found.bytes(), bytes))
                .isPresent();
    }

    /** Notes that record {@code n} and all before it are applied to all their days. */
    public void done(long n) {
        while (true) {
            WrittenTail written = writtenTail();
            if (written.tail.done() >= n) {
                return;
            }
            LogTail next = written.tail;
            for (LogRecord record : records(next.done(), n)) {
                next = after(next, record);
            }
            if (state.swap(Keys.logTail(collection), written.version, Json.write(next))
                    .isPresent()) {
                return;
            }
        }
    }

    /** The tail as the records say it, when they are applied up to {@code done}. */
    public LogTail tailOf(long done) {
        LogTail next = LogTail.NONE;
        for (LogRecord record : records(0, done)) {
            next = after(next, record);
        }
        return next;
    }

    /** The ids objects that a hydrate with number {@code n} looked back to. */
    public List<DerivedObject> idsBefore(long n) {
        return tailOf(n - 1).ids();
    }

    /**
     * Puts a tail where there is none, or one that cannot be read.
     *
     * @return false where there is one that can be read, or where somebody else was faster
     */
    public boolean restoreTail(LogTail tail) {
        String key = Keys.logTail(collection);
        Optional<Versioned> found = state.read(key);
        try {
            if (found.isPresent()) {
                writtenTail();
                return false;
            }
        } catch (TarnException damaged) {
            return state.swap(key, found.get().version(), Json.write(tail)).isPresent();
        }
        return state.swap(key, null, Json.write(tail)).isPresent();
    }

    private static LogTail after(LogTail tail, LogRecord record) {
        Set<String> gone = new HashSet<>(record.idsReplaced());
        List<DerivedObject> ids = new ArrayList<>();
        tail.ids().stream().filter(object -> !gone.contains(object.key())).forEach(ids::add);
        ids.addAll(record.ids());
        return new LogTail(Math.max(tail.last(), record.n()), record.n(), List.copyOf(ids));
    }

    private WrittenTail writtenTail() {
        String key = Keys.logTail(collection);
        Optional<Versioned> found = state.read(key);
        return found.map(v -> new WrittenTail(Json.read(v.bytes(), LogTail.class, key), v.version()))
                .orElse(new WrittenTail(LogTail.NONE, null));
    }

    private record WrittenTail(LogTail tail, @Nullable String version) {}
}

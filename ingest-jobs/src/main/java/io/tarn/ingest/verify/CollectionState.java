package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What log, heads and archive of a collection say at one moment.
 *
 * @param tail as stored; it may lag behind the records
 * @param records in order
 * @param heads by day
 * @param segments in key order
 * @param strangers keys in the collection's log, heads and archive that nothing of Tarn's has
 */
record CollectionState(
        CollectionName collection,
        LogTail tail,
        List<LogRecord> records,
        SortedMap<LocalDate, Head> heads,
        List<SegmentKey> segments,
        List<String> strangers) {

    /** Reads it; heads first, since they follow the log and so never know more than it. */
    static CollectionState load(ObjectStore state, CollectionName c) {
        List<String> strangers = new ArrayList<>();
        SortedMap<LocalDate, Head> heads = heads(state, c, strangers);
        LogTail tail = state.read(Keys.logTail(c))
                .map(found -> Json.read(found.bytes(), LogTail.class, Keys.logTail(c)))
                .orElse(LogTail.NONE);
        return new CollectionState(
                c, tail, records(state, c, strangers), heads, segments(state, c, strangers), strangers);
    }

    private static SortedMap<LocalDate, Head> heads(ObjectStore state, CollectionName c, List<String> strangers) {
        SortedMap<LocalDate, Head> heads = new TreeMap<>();
        for (ObjectStat stat : state.list(Keys.headsOf(c))) {
            Optional<LocalDate> day = days(stat.key(), Keys.headsOf(c));
            if (day.isEmpty()) {
                strangers.add(stat.key());
                continue;
            }
            read(state, stat.key(), found -> heads.put(day.get(), Json.read(found.bytes(), Head.class, stat.key())));
        }
        return heads;
    }

    private static List<LogRecord> records(ObjectStore state, CollectionName c, List<String> strangers) {
        List<LogRecord> records = new ArrayList<>();
        for (ObjectStat stat : state.list(Keys.logOf(c))) {
            String key = stat.key();
            if (key.equals(Keys.logTail(c))) {
                continue;
            }
            if (!key.matches("log/[a-z0-9_]+/[0-9]{12}\\.json")) {
                strangers.add(key);
                continue;
            }
            read(state, key, found -> records.add(Json.read(found.bytes(), LogRecord.class, key)));
        }
        return records;
    }

    private static List<SegmentKey> segments(ObjectStore state, CollectionName c, List<String> strangers) {
        List<SegmentKey> segments = new ArrayList<>();
        for (ObjectStat stat : state.list(Keys.archiveOf(c))) {
            SegmentKey.parse(stat.key()).ifPresentOrElse(segments::add, () -> strangers.add(stat.key()));
        }
        return segments;
    }

    private static void read(ObjectReader state, String key, Consumer<Versioned> then) {
        state.read(key).ifPresent(then);
    }

    private static Optional<LocalDate> days(String key, String prefix) {
        String name = key.substring(prefix.length());
        if (!name.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.json")) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.parse(name.substring(0, 10)));
    }

    /**
     * True where nothing was hydrated or published in between, so that numbers counted between the two belong together.
     */
    boolean sameAs(CollectionState later) {
        return records.size() == later.records.size() && heads.equals(later.heads) && segments.equals(later.segments);
    }

    /** Keys of segments that a log record names. */
    Set<String> named() {
        Set<String> named = new HashSet<>();
        records.forEach(record -> record.segments().forEach(segment -> named.add(segment.key())));
        return named;
    }

    /** Whether what a record says of a day is in the day's head. */
    boolean applied(LogRecord record, DayOutcome day) {
        Head head = heads.get(LocalDate.parse(day.day()));
        return head != null && head.through() >= record.n();
    }

    /** Whether every day of a record has it. */
    boolean applied(LogRecord record) {
        return record.days().stream().allMatch(day -> applied(record, day));
    }

    /** A file with the day it belongs to. */
    record DayFile(LocalDate day, FileEntry file) {}

    /** Every file with rows that were hydrated: what readers see, and what waits. */
    List<DayFile> files() {
        List<DayFile> files = new ArrayList<>();
        heads.forEach((day, head) -> {
            head.files().forEach(file -> files.add(new DayFile(day, file)));
            head.waiting().forEach(file -> files.add(new DayFile(day, file)));
        });
        return files;
    }
}

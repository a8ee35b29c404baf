package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What log, heads and archive of a collection say at one moment.
 *
 * @param tail as stored; it may lag behind the records
 * @param records in order
 * @param heads by day
 * @param segments in key order
 * @param strangers keys in the collection's log, heads and archive that nothing of Tarn's has
 * @param damaged objects of log and heads that cannot be read, with what is wrong, by key
 */
record CollectionState(
        CollectionName collection,
        LogTail tail,
        List<LogRecord> records,
        SortedMap<LocalDate, Head> heads,
        List<SegmentKey> segments,
        List<String> strangers,
        SortedMap<String, String> damaged) {

    /** Reads it; heads first, since they follow the log and so never know more than it. */
    static CollectionState load(ObjectStore state, CollectionName c) {
        List<String> strangers = new ArrayList<>();
        Documents documents = new Documents(state);
        SortedMap<LocalDate, Head> heads = heads(state, c, strangers, documents);
        LogTail tail = documents.read(Keys.logTail(c), LogTail.class).orElse(LogTail.NONE);
        List<LogRecord> records = records(state, c, strangers, documents);
        return new CollectionState(
                c, tail, records, heads, segments(state, c, strangers), strangers, documents.damaged());
    }

    private static SortedMap<LocalDate, Head> heads(
            ObjectStore state, CollectionName c, List<String> strangers, Documents documents) {
        SortedMap<LocalDate, Head> heads = new TreeMap<>();
        for (ObjectStat stat : state.list(Keys.headsOf(c))) {
            Optional<LocalDate> day = days(stat.key(), Keys.headsOf(c));
            if (day.isEmpty()) {
                strangers.add(stat.key());
                continue;
            }
            documents.read(stat.key(), Head.class).ifPresent(head -> heads.put(day.get(), head));
        }
        return heads;
    }

    private static List<LogRecord> records(
            ObjectStore state, CollectionName c, List<String> strangers, Documents documents) {
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
            documents.read(key, LogRecord.class).ifPresent(records::add);
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

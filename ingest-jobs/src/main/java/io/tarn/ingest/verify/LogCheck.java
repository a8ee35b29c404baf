package io.tarn.ingest.verify;

import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.log.LogTail;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the log is whole, agrees with itself, with the archive and with the heads. Pure. */
final class LogCheck {
    private static final String REPAIR = "Run 'tarn compact --repair': it is worked out from the log and the files";
    private static final String LOST =
            "Restore the object from a copy of the bucket: nothing else says what it said, and until then nothing of this collection is compacted";

    private final CollectionState collection;
    private final Findings findings;

    LogCheck(CollectionState collection, Findings findings) {
        this.collection = collection;
        this.findings = findings;
    }

    void run() {
        collection.damaged().forEach((key, why) -> findings.problem("damaged_object", null, key, why, todo(key)));
        gaps();
        Set<SegmentKey> archived = new HashSet<>(collection.segments());
        Map<String, Long> named = new HashMap<>();
        RetryCheck retries = new RetryCheck(this::problem);
        for (LogRecord record : collection.records()) {
            sums(record);
            for (SegmentOutcome segment : record.segments()) {
                segment(record, segment, archived);
                Long before = record.retry() == null ? named.put(segment.key(), record.n()) : null;
                if (before != null) {
                    problem(record, "hydrated_twice", segment.key() + " is in record " + before + " already");
                }
            }
            retries.check(record);
            applied(record);
        }
        overlaps();
    }

    private void gaps() {
        long expected = 1;
        for (LogRecord record : collection.records()) {
            while (record.n() > expected && damaged(Keys.logRecord(collection.collection(), expected))) {
                expected++;
            }
            if (record.n() != expected) {
                String missing = Keys.logRecord(collection.collection(), expected);
                findings.problem(
                        "log_gap",
                        null,
                        missing,
                        "record " + expected + " is missing before record " + record.n(),
                        LOST);
            }
            expected = record.n() + 1;
        }
        while (damaged(Keys.logRecord(collection.collection(), expected))) {
            expected++;
        }
        tail(expected - 1);
        if (collection.tail().last() >= expected || collection.tail().done() >= expected) {
            findings.problem(
                    "log_gap",
                    null,
                    Keys.logTail(collection.collection()),
                    "the tail knows of record " + collection.tail().last() + ", and the last that exists is "
                            + (expected - 1),
                    LOST);
        }
    }

    /** The first record may be there before the tail is; whoever writes the second has seen the tail of the first. */
    private void tail(long last) {
        boolean none = collection.tail().equals(LogTail.NONE);
        String key = Keys.logTail(collection.collection());
        if (none && last > 1 && !damaged(key)) {
            findings.problem("missing_object", null, key, "there are " + last + " records, but no tail", REPAIR);
        }
    }

    private boolean damaged(String key) {
        return collection.damaged().containsKey(key);
    }

    private String todo(String key) {
        boolean record = key.startsWith(Keys.logOf(collection.collection()))
                && !key.equals(Keys.logTail(collection.collection()));
        return record ? LOST : REPAIR;
    }

    private void sums(LogRecord record) {
        long rows = record.segments().stream().mapToLong(SegmentOutcome::rows).sum();
        long days = record.days().stream().mapToLong(DayOutcome::rows).sum();
        if (rows != days) {
            problem(record, "wrong_count", "its segments have " + rows + " rows and its days " + days);
        }
        long set = record.setAside();
        long objects = record.quarantine().stream()
                .mapToLong(LogRecord.DerivedObject::count)
                .sum();
        if (set != objects) {
            problem(
                    record,
                    "wrong_count",
                    "it has " + set + " frames in quarantine and its quarantine objects hold " + objects);
        }
    }

    private void segment(LogRecord record, SegmentOutcome segment, Set<SegmentKey> archived) {
        long sum = segment.rows() + segment.quarantined() + segment.deduplicated();
        if (sum != segment.count()) {
            problem(
                    record,
                    "wrong_count",
                    segment.key() + " has " + segment.count() + " frames, and " + sum + " are accounted for");
        }
        Optional<SegmentKey> key = SegmentKey.parse(segment.key());
        if (key.isEmpty() || !archived.contains(key.get())) {
            findings.problem(
                    "missing_segment",
                    null,
                    segment.key(),
                    "record " + record.n() + " hydrated it, but there is no such object in the archive",
                    "Restore it from a copy of the bucket: without it its days cannot be built again");
        } else if (record.retry() == null && key.get().count() != segment.count()) {
            problem(record, "wrong_count", segment.key() + " has " + key.get().count() + " frames by its key");
        }
    }

    private void applied(LogRecord record) {
        if (collection.applied(record)) {
            return;
        }
        if (record.n() <= collection.tail().done()) {
            for (DayOutcome day : record.days()) {
                LocalDate of = LocalDate.parse(day.day());
                if (!collection.applied(record, day) && !damaged(Keys.head(collection.collection(), of))) {
                    findings.problem(
                            "not_applied",
                            day.day(),
                            Keys.head(collection.collection(), of),
                            "record " + record.n() + " is done by the log's tail, and "
                                    + (collection.heads().containsKey(of)
                                            ? "the head does not have it"
                                            : "there is no head"),
                            REPAIR);
                }
            }
        } else {
            findings.note("record " + record.n() + " is not in all its days yet; 'tarn compact' brings it to its end");
        }
    }

    private void overlaps() {
        List<SegmentKey> segments = collection.segments();
        Map<String, SegmentKey> lastOf = new HashMap<>();
        segments.stream()
                .sorted((a, b) -> Long.compare(a.firstSeq(), b.firstSeq()))
                .forEach(segment -> {
                    String origin = segment.received() + "/" + segment.writer() + "-" + segment.epoch();
                    SegmentKey before = lastOf.get(origin);
                    if (before != null && before.lastSeq() >= segment.firstSeq()) {
                        findings.problem(
                                "overlapping_segment",
                                null,
                                segment.key(),
                                "it holds frames that " + before.name() + " holds too",
                                "One of the two was not written by landing: move it out of the archive");
                    }
                    if (before == null || before.lastSeq() < segment.lastSeq()) {
                        lastOf.put(origin, segment);
                    }
                });
    }

    private void problem(LogRecord record, String kind, String what) {
        findings.problem(kind, null, Keys.logRecord(collection.collection(), record.n()), what, LOST);
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.SeqRange;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether retries take only what was set aside before them, and replace only what counted. Pure. */
final class RetryCheck {
    private final Told told;
    private final Set<String> live = new HashSet<>();
    private final Map<String, Long> aside = new HashMap<>();

    /** Is told of what is wrong with a record. */
    @FunctionalInterface
    interface Told {
        void of(LogRecord record, String kind, String what);
    }

    RetryCheck(Told told) {
        this.told = told;
    }

    /** Takes the next record. */
    void check(LogRecord record) {
        LogRecord.Retry retry = record.retry();
        if (retry != null) {
            for (DerivedObject object : retry.replaced()) {
                if (!live.remove(object.key())) {
                    problem(record, "wrong_retry", "it replaces " + object.key() + ", which did not count");
                }
            }
            for (SegmentOutcome segment : record.segments()) {
                taken(record, segment, retry.frames().getOrDefault(segment.key(), List.of()));
            }
        }
        record.quarantine().forEach(object -> live.add(object.key()));
        record.segments().forEach(segment -> aside.merge(segment.key(), segment.quarantined(), Long::sum));
    }

    private void taken(LogRecord record, SegmentOutcome segment, List<SeqRange> frames) {
        long named = frames.stream().mapToLong(SeqRange::count).sum();
        if (named != segment.count()) {
            problem(
                    record,
                    "wrong_count",
                    segment.key() + ": it names " + named + " frames and counts " + segment.count());
        }
        long left = aside.merge(segment.key(), -segment.count(), Long::sum);
        if (left < 0) {
            problem(record, "wrong_retry", segment.key() + ": it takes " + -left + " frames that were not set aside");
        }
    }

    private void problem(LogRecord record, String kind, String what) {
        told.of(record, kind, what);
    }
}

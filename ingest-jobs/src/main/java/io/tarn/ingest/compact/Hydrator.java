package io.tarn.ingest.compact;

import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogTail;
import io.tarn.ingest.arrival.NewSegments;
import io.tarn.ingest.arrival.NewSegments.Arrived;
import io.tarn.ingest.hydrate.Carried;
import io.tarn.ingest.hydrate.Frames;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.ingest.plan.Landing;
import io.tarn.ingest.publish.RecordPublisher;
import io.tarn.ingest.publish.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** New segments become rows: routed, schema decided, de-duplicated, built, checked, recorded, applied. */
final class Hydrator {
    private final Workshop shop;
    private final RecordPublisher publisher;
    private final Verifier verifier;

    Hydrator(Workshop shop, RecordPublisher publisher) {
        this.shop = shop;
        this.publisher = publisher;
        this.verifier = new Verifier(shop.target.lake(), shop.target.state());
    }

    /** What came of it: no record where no segment could be read. */
    record Hydrated(Optional<LogRecord> record, List<Routed.Unusable> unusable) {}

    /** At most one record is unfinished: whoever comes brings it to its end, before the next. */
    LogTail finishUnfinished() {
        LogTail tail = shop.log.tail();
        for (LogRecord record : shop.log.records(tail.done(), tail.last())) {
            publisher.finish(record);
        }
        return shop.log.tail();
    }

    /**
     * Hydrates.
     *
     * @param find the new segments, given those that are hydrated
     * @param hydrated gains the segments of every record that is there when this returns
     */
    Hydrated hydrate(Function<HydratedSegments, NewSegments> find, HydratedSegments hydrated, Landing landing) {
        while (true) {
            // What is new is told by exactly the records before the one that this is to become: a record that
            // another run created in between takes the number, and all is planned again.
            LogTail tail = finishUnfinished();
            hydrated.add(shop.log.records(hydrated.through(), tail.last()));
            NewSegments found = find.apply(hydrated);
            if (found.fresh().isEmpty()) {
                return new Hydrated(Optional.empty(), List.of());
            }
            HydrateAttempt attempt = new HydrateAttempt(
                    shop, tail, landing, keys(found), Frames.ALL, HydrateSpec.Outputs.ALL, found.bytes());
            Routed routed = attempt.route();
            if (routed.segments().isEmpty()) {
                attempt.abandon(); // no record will tell a sweep that it is over
                return new Hydrated(Optional.empty(), routed.unusable());
            }
            LogRecord staged = attempt.staged(routed, attempt.dedupe(routed), Carried.NOTHING);
            if (publish(attempt, staged)) {
                hydrated.add(List.of(staged));
                return new Hydrated(Optional.of(staged), routed.unusable());
            }
        }
    }

    /** False where another run has the record's number; then nothing is left of the attempt. */
    boolean publish(HydrateAttempt attempt, LogRecord staged) {
        if (!publisher.record(verifier.hydrate(staged))) {
            attempt.abandon();
            return false;
        }
        publisher.finish(staged);
        attempt.end();
        return true;
    }

    private static List<String> keys(NewSegments found) {
        return found.fresh().stream()
                .map(Arrived::segment)
                .map(segment -> segment.key())
                .sorted()
                .toList();
    }
}

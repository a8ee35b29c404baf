package io.tarn.ingest.compact;

import io.tarn.core.Reason;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.hydrate.Deduped;
import io.tarn.ingest.hydrate.HydrateSpec;
import io.tarn.ingest.hydrate.Routed;
import io.tarn.ingest.log.LiveQuarantine;
import io.tarn.ingest.plan.Landing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hydrates again what was set aside. What has become a row, repeats a known id or is bad for another reason goes into a
 * log record; what is as bad as it was stays as it is, and where that is all there is no record.
 */
final class QuarantineRetry {
    private final Workshop shop;
    private final Hydrator hydrator;

    QuarantineRetry(Workshop shop, Hydrator hydrator) {
        this.shop = shop;
        this.hydrator = hydrator;
    }

    /**
     * What came of it.
     *
     * @param record empty where nothing changed, or nothing was to
     * @param before frames that were tried, by reason
     * @param after those of them that are (or would be) set aside, by reason
     * @param published those that are (or would be) rows
     */
    record Tried(
            Optional<LogRecord> record,
            SortedMap<Reason, Long> before,
            SortedMap<Reason, Long> after,
            long published,
            long deduplicated,
            List<Routed.Unusable> unusable) {

        boolean changed() {
            return published > 0 || deduplicated > 0 || !before.equals(after);
        }
    }

    Tried run(RetryRequest request, Landing landing) {
        while (true) {
            // As a hydrate: who loses the number to another run plans again, by what that one left in quarantine.
            LogTail tail = hydrator.finishUnfinished();
            RetrySelection chosen = RetrySelection.of(
                    shop.target.state(), LiveQuarantine.of(shop.log.records(0, tail.last())), request);
            if (chosen.isEmpty()) {
                return new Tried(Optional.empty(), chosen.reasons(), chosen.reasons(), 0, 0, List.of());
            }
            HydrateAttempt attempt = attempt(request, chosen, tail, landing);
            Routed routed = attempt.route();
            Deduped deduped = attempt.dedupe(routed);
            Tried tried = foreseen(chosen, routed, deduped);
            if (!tried.changed() || request.mode() == RetryRequest.Mode.DRY_RUN) {
                attempt.abandon();
                return tried;
            }
            LogRecord staged = attempt.staged(routed, deduped, attempt.carryOver(routed, chosen.objects()));
            if (hydrator.publish(attempt, staged)) {
                return recorded(tried, staged);
            }
        }
    }

    private HydrateAttempt attempt(RetryRequest request, RetrySelection chosen, LogTail tail, Landing landing) {
        long bytes = chosen.segments().stream()
                .map(shop.target.state()::stat)
                .flatMap(Optional::stream)
                .mapToLong(ObjectStat::size)
                .sum();
        HydrateSpec.Outputs outputs =
                request.mode() == RetryRequest.Mode.DRY_RUN ? HydrateSpec.Outputs.FILES : HydrateSpec.Outputs.ALL;
        return new HydrateAttempt(shop, tail, landing, chosen.segments(), chosen.frames(), outputs, bytes);
    }

    private static Tried foreseen(RetrySelection chosen, Routed routed, Deduped deduped) {
        SortedMap<Reason, Long> after = new TreeMap<>(chosen.reasons());
        chosen.frames().reasons(routed).forEach((reason, taken) -> plus(after, reason, -taken));
        routed.setAside().forEach((reason, frames) -> plus(after, reason, frames));
        plus(after, Reason.ID_CONFLICT, deduped.setAside());
        long dropped = deduped.dropped();
        return new Tried(
                Optional.empty(),
                chosen.reasons(),
                after,
                routed.rows() - dropped,
                dropped - deduped.setAside(),
                routed.unusable());
    }

    private static void plus(SortedMap<Reason, Long> counts, Reason reason, long frames) {
        long sum = counts.getOrDefault(reason, 0L) + frames;
        if (sum == 0) {
            counts.remove(reason);
        } else {
            counts.put(reason, sum);
        }
    }

    /** The same by what the record says. */
    private static Tried recorded(Tried foreseen, LogRecord record) {
        return new Tried(
                Optional.of(record),
                foreseen.before(),
                foreseen.after(),
                record.segments().stream().mapToLong(SegmentOutcome::rows).sum(),
                record.segments().stream()
                        .mapToLong(SegmentOutcome::deduplicated)
                        .sum(),
                foreseen.unusable());
    }
}

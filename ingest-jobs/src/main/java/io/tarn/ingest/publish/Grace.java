package io.tarn.ingest.publish;

import io.tarn.core.head.Head;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How long readers of files that a head retired are waited for. It runs by the store's time: from the change that named
 * them as retired to another object's time of now, never by our clock. Thread-safe.
 */
public final class Grace {
    private final Target target;
    private final Heads heads;
    private final Duration grace;

    public Grace(Target target, Duration grace) {
        this.target = target;
        this.heads = target.heads();
        this.grace = grace;
    }

    /**
     * True once nobody can read the files that the head retired. The first look notes in the head since when they are.
     *
     * @param storeNow the store's time of something that was just written; older is safe, newer is not
     */
    boolean over(LocalDate day, Head head, Instant storeNow) {
        if (grace.isZero()) {
            return true;
        }
        Instant since = head.retiredAt();
        if (since != null) {
            return !storeNow.isBefore(since.plus(grace));
        }
        Instant modified = heads.modified(day);
        target.steps().at("head.grace " + day);
        heads.change(
                day,
                now -> now.equals(head) ? new HeadEdit(now).retiredAt(modified).done() : now);
        return false;
    }
}

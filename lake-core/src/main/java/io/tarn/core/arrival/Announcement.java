package io.tarn.core.arrival;

import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The arrival note of one segment: put before the segment is, and confirmed after. Not thread-safe.
 *
 * <p>A note is put under the hour that the clock showed, and a process may stand still between the two for as long as
 * its machine sleeps. Whoever settles (Arrivals) <i>closes</i> an hour, <i>lists</i> its notes after that, and only
 * then passes it over; whoever announces puts the <i>note</i>, puts the segment, and then <i>looks</i> what is closed.
 * So:
 *
 * <ul>
 *   <li>looks before closes: the note was put before the hour was listed, the list has it, and the hour stays unsettled
 *       until the segment is hydrated;
 *   <li>closes before looks: the hour is seen to be closed, and the segment is noted again under a later one, which is
 *       looked at in the same way;
 *   <li>the note is given up, because the segment does not come: that was found after the hour was closed. If the
 *       segment comes after all, it comes after that, and whoever put it looks later still: as above.
 * </ul>
 *
 * <p>Either may die anywhere: an hour that is closed and not settled is listed again, and a spool file stays until its
 * segment is confirmed, so that recovery announces it anew.
 */
public final class Announcement {
    private final ObjectStore state;
    private final SegmentKey segment;
    private Instant hour;

    private Announcement(ObjectStore state, SegmentKey segment, Instant hour) {
        this.state = state;
        this.segment = segment;
        this.hour = hour;
    }

    /** Puts the note, before the segment is put. */
    public static Announcement of(SegmentKey segment, ObjectStore state, Clock clock) {
        Announcement announcement = new Announcement(state, segment, clock.instant());
        announcement.put();
        return announcement;
    }

    /** Puts the note again until its hour is open: one read where it still is. After the segment was put. */
    public void confirm() {
        for (String closed = closed(); isIn(closed); closed = closed()) {
            hour = Instant.parse(closed + ":00:00Z").plus(Duration.ofHours(1));
            put();
        }
    }

    private boolean isIn(String closed) {
        return Keys.arrivalsOf(hour).compareTo(Keys.ARRIVALS + closed + "/") <= 0;
    }

    private String closed() {
        return ArrivalsThrough.in(state).closed();
    }

    private void put() {
        state.create(Keys.arrival(hour, segment), new byte[0]);
    }
}

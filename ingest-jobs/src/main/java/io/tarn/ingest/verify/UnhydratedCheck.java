package io.tarn.ingest.verify;

import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.StoreException;
import io.tarn.landing.ForeignSegment;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.util.Set;

/**
 * Whether an object with a segment's name that no record has hydrated is that segment, so that it does not pass for
 * events that wait for the next compaction. Only its beginning is read.
 */
final class UnhydratedCheck {
    private static final String MOVE =
            "Nothing of it is ever hydrated: find out who put it there, and move it away, or put the right one in its place";
    private static final String RESTORE =
            "Restore it from a copy of the bucket before 'tarn compact': frames that are lost come as quarantined";

    private final ObjectReader state;
    private final Findings findings;

    UnhydratedCheck(ObjectReader state, Findings findings) {
        this.state = state;
        this.findings = findings;
    }

    void run(CollectionState collection) throws IOException {
        Set<String> hydrated = collection.named();
        for (SegmentKey segment : collection.segments()) {
            if (!hydrated.contains(segment.key())) {
                check(segment);
            }
        }
    }

    private void check(SegmentKey segment) throws IOException {
        try (SegmentReader reader = SegmentReader.open(state, segment)) {
            reader.damage()
                    .ifPresent(
                            damage -> findings.problem("damaged_segment", null, segment.key(), damage.what(), RESTORE));
        } catch (ForeignSegment foreign) {
            findings.problem("foreign_object", null, segment.key(), foreign.why(), MOVE);
        } catch (StoreException unreadable) {
            if (!unreadable.notFound()) {
                throw unreadable;
            }
            // Gone since it was listed: then the collection is counted again.
        }
    }
}

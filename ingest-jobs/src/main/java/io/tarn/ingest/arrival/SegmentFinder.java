package io.tarn.ingest.arrival;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.arrival.NewSegments.Arrived;
import io.tarn.ingest.arrival.NewSegments.SetAside;
import io.tarn.ingest.log.HydratedSegments;
import io.tarn.landing.ForeignSegment;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the segments that no log record names. Thread-safe. */
public final class SegmentFinder {
    private final ObjectStore state;

    public SegmentFinder(ObjectStore state) {
        this.state = state;
    }

    /** Those among the candidates, which notes or the archive's listing named. */
    public NewSegments among(Collection<SegmentKey> candidates, HydratedSegments hydrated) {
        List<Arrived> arrived = new ArrayList<>();
        List<SegmentKey> missing = new ArrayList<>();
        for (SegmentKey segment : new TreeSet<>(candidates)) {
            if (hydrated.contains(segment)) {
                continue;
            }
            Optional<ObjectStat> object = state.stat(segment.key());
            object.ifPresentOrElse(
                    o -> arrived.add(new Arrived(segment, o.size(), o.modified())), () -> missing.add(segment));
        }
        return sorted(arrived, missing, hydrated);
    }

    /** Every segment in the archive of a collection; foreign objects are left out. */
    public List<SegmentKey> listed(CollectionName collection) {
        List<SegmentKey> segments = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.archiveOf(collection))) {
            SegmentKey.parse(object.key()).ifPresent(segments::add);
        }
        return segments;
    }

    /**
     * The first of two new segments that overlap is taken: their order is that of their keys, so every run decides
     * alike. One that is not what its key says never keeps another out.
     */
    private NewSegments sorted(List<Arrived> arrived, List<SegmentKey> missing, HydratedSegments hydrated) {
        List<Arrived> fresh = new ArrayList<>();
        List<SetAside> aside = new ArrayList<>();
        HydratedSegments taken = new HydratedSegments();
        for (Arrived one : arrived) {
            Optional<SegmentKey> other = hydrated.overlapping(one.segment())
                    .or(() -> taken.overlapping(one.segment()).filter(rival -> !isForeign(rival)));
            if (other.isPresent()) {
                aside.add(new SetAside(one.segment(), other.get()));
            } else {
                taken.add(one.segment());
                fresh.add(one);
            }
        }
        return new NewSegments(List.copyOf(fresh), List.copyOf(aside), List.copyOf(missing));
    }

    private boolean isForeign(SegmentKey segment) {
        try (SegmentReader reader = SegmentReader.open(state, segment)) {
            return false;
        } catch (ForeignSegment foreign) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The places of imports that are in the archive already, told by the event ids of frames. */
final class Places {
    private final Map<String, BitSet> byLeaf = new HashMap<>();

    private Places() {}

    static Places none() {
        return new Places();
    }

    /** Reads the segments of these writers; only frames of these imports are remembered. */
    static Places archived(ObjectStore state, CollectionName collection, Set<String> writers, Set<String> importIds)
            throws IOException {
        Places places = new Places();
        for (ObjectStat object : state.list(Keys.archiveOf(collection))) {
            Optional<SegmentKey> key = SegmentKey.parse(object.key());
            if (key.isPresent() && writers.contains(key.get().writer())) {
                places.read(state, key.get(), importIds);
            }
        }
        return places;
    }

    /** The event id of a frame: exact, because the place is. Leaf 0 is the usual one; only streams have more. */
    static String eventId(String importId, int leaf, long place) {
        return prefix(importId, leaf) + place;
    }

    boolean has(String importId, int leaf, long place) {
        BitSet set = byLeaf.get(prefix(importId, leaf));
        return set != null && place <= Integer.MAX_VALUE && set.get((int) place);
    }

    private static String prefix(String importId, int leaf) {
        return leaf == 0 ? importId + "-" : importId + "-" + leaf + ".";
    }

    private void read(ObjectStore state, SegmentKey key, Set<String> importIds) throws IOException {
        try (SegmentReader reader = SegmentReader.open(state, key)) {
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                remember(frame.eventId(), importIds);
            }
        }
    }

    private void remember(String eventId, Set<String> importIds) {
        int dash = eventId.indexOf('-');
        if (dash < 0 || !importIds.contains(eventId.substring(0, dash))) {
            return;
        }
        int digits = Math.max(dash, eventId.lastIndexOf('.')) + 1;
        byLeaf.computeIfAbsent(eventId.substring(0, digits), leaf -> new BitSet())
                .set(Integer.parseInt(eventId, digits, eventId.length(), 10));
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive segments that one task reads.
 *
 * @param first index of the first of them in the hydrate's segments
 * @param keys consecutive segments
 */
record RouteUnit(int first, List<String> keys) implements Serializable {

    /**
     * Cuts a hydrate's segments by the sizes of their objects; a segment that is gone has no size and is met by its
     * task.
     */
    static List<RouteUnit> of(HydrateSpec spec, ObjectReader state) {
        List<RouteUnit> units = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < spec.segments().size(); i++) {
            long size = state.stat(spec.segments().get(i)).map(s -> s.size()).orElse(0L);
            if (i > from && bytes + size > spec.work().route()) {
                units.add(new RouteUnit(from, List.copyOf(spec.segments().subList(from, i))));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < spec.segments().size()) {
            units.add(new RouteUnit(
                    from,
                    List.copyOf(spec.segments().subList(from, spec.segments().size()))));
        }
        return units;
    }

    /** A key that is known to be a segment's. */
    static SegmentKey segment(String key) {
        return SegmentKey.parse(key)
                .orElseThrow(() -> new TarnException(
                        ExitCode.UNEXPECTED,
                        "Object '" + key + "' cannot be hydrated",
                        "its name is no segment's",
                        "Report this"));
    }

    @Override
    public String toString() {
        return keys.size() == 1 ? keys.get(0) : keys.get(0) + " and " + (keys.size() - 1) + " more segments";
    }
}

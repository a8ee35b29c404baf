package io.tarn.ingest.compact;

import io.tarn.core.Reason;
import io.tarn.core.SeqRange;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectReader;
import io.tarn.ingest.hydrate.Frames;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The frames in quarantine that a retry is to try; eight bytes of memory each.
 *
 * @param frames by segment, with the reasons for which they were set aside
 * @param reasons how many, by reason
 * @param objects in which they are
 */
record RetrySelection(Frames frames, SortedMap<Reason, Long> reasons, List<DerivedObject> objects) {

    /** Reads the objects that count, in their order. */
    static RetrySelection of(ObjectReader state, List<DerivedObject> live, RetryRequest request) {
        SortedMap<String, Places> places = new TreeMap<>();
        SortedMap<Reason, Long> reasons = new TreeMap<>();
        List<DerivedObject> objects = new ArrayList<>();
        for (DerivedObject object : live) {
            boolean any = false;
            try (QuarantineReader reader = QuarantineReader.open(state, object.key())) {
                for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                    if (request.frames().covers(frame)) {
                        any = true;
                        reasons.merge(frame.reason(), 1L, Long::sum);
                        places.computeIfAbsent(frame.segment(), s -> new Places())
                                .add(frame.seq(), frame.reason());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("'" + object.key() + "' cannot be read", e);
            }
            if (any) {
                objects.add(object);
            }
        }
        SortedMap<String, List<Frames.Chosen>> chosen = new TreeMap<>();
        places.forEach((segment, of) -> chosen.put(segment, of.chosen()));
        return new RetrySelection(new Frames(chosen), reasons, List.copyOf(objects));
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    List<String> segments() {
        return List.copyOf(frames.chosen().keySet());
    }

    /** Sequence numbers of one segment, each with a reason, in any order. */
    private static final class Places {
        private static final Reason[] REASONS = Reason.values();
        private static final int REASON_BITS = 8;

        private long[] places = new long[8];
        private int count;

        void add(long seq, Reason reason) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
            }
            places[count++] = seq << REASON_BITS | reason.ordinal();
        }

        List<Frames.Chosen> chosen() {
            Arrays.sort(places, 0, count);
            List<Frames.Chosen> chosen = new ArrayList<>();
            int from = 0;
            for (int i = 1; i <= count; i++) {
                if (i == count || places[i] != places[i - 1] + (1L << REASON_BITS)) {
                    chosen.add(new Frames.Chosen(
                            new SeqRange(places[from] >> REASON_BITS, places[i - 1] >> REASON_BITS),
                            REASONS[(int) (places[from] & 0xff)]));
                    from = i;
                }
            }
            return chosen;
        }
    }
}

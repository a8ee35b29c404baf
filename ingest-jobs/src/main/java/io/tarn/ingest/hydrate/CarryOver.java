package io.tarn.ingest.hydrate;

import io.tarn.core.ExitCode;
import io.tarn.core.SeqRange;
import io.tarn.core.TarnException;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the frames of a retry out of the quarantine objects they are in, and keeps the others. Used once. */
final class CarryOver {
    private final HydrateSpec spec;
    private final WorkArea work;
    private final Map<String, Frames.OfSegment> taken = new HashMap<>();
    private final long frames;
    private long met;

    CarryOver(HydrateSpec spec, Routed routed) {
        this.spec = spec;
        this.work = new WorkArea(spec);
        SortedMap<String, List<SeqRange>> ranges = new TreeMap<>();
        routed.segments().forEach(segment -> ranges.put(segment.key(), segment.frames()));
        Frames all = Frames.of(ranges);
        ranges.keySet().forEach(segment -> taken.put(segment, all.of(segment)));
        frames = routed.segments().stream().mapToLong(Routed.Segment::count).sum();
    }

    /** @param objects that may hold frames that were taken */
    Carried run(List<DerivedObject> objects) throws IOException {
        List<DerivedObject> replaced = new ArrayList<>();
        try (QuarantineObjects left = new QuarantineObjects(work, spec)) {
            for (DerivedObject object : objects) {
                if (holdsTaken(object)) {
                    replaced.add(object);
                    keepOthers(object, left);
                }
            }
            if (met != frames) {
                throw new TarnException(
                        ExitCode.INTEGRITY,
                        "The " + spec + " does not balance",
                        frames + " frames were tried again and the quarantine objects hold " + met + " of them",
                        "Nothing was changed; run 'tarn verify " + spec.collection() + "'");
            }
            return new Carried(List.copyOf(replaced), left.finish());
        }
    }

    private boolean holdsTaken(DerivedObject object) throws IOException {
        try (QuarantineReader reader = QuarantineReader.open(work.state(), object.key())) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                if (isTaken(frame)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void keepOthers(DerivedObject object, QuarantineObjects left) throws IOException {
        try (QuarantineReader reader = QuarantineReader.open(work.state(), object.key())) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                if (isTaken(frame)) {
                    met++;
                } else {
                    left.add(RouteUnit.segment(frame.segment()).received(), frame);
                }
            }
        }
    }

    private boolean isTaken(QuarantinedFrame frame) {
        Frames.OfSegment segment = taken.get(frame.segment());
        return segment != null && segment.takes(frame.seq());
    }
}

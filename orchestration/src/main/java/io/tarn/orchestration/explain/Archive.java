package io.tarn.orchestration.explain;

import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.StoreException;
import io.tarn.landing.ForeignSegment;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads frames of the archive. What cannot be read is told, and is no reason to find nothing. */
final class Archive {
    private final ObjectReader state;
    private final Consumer<String> notes;

    /** @param notes gets a line for each segment that cannot be read */
    Archive(ObjectReader state, Consumer<String> notes) {
        this.state = state;
        this.notes = notes;
    }

    /** The frame at a place; empty where the segment does not have it, or is gone. */
    Optional<Frame> frame(String segment, long seq) {
        Optional<SegmentKey> key = SegmentKey.parse(segment);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Frame[] found = new Frame[1];
        each(key.get(), frame -> {
            found[0] = frame.seq() == seq ? frame : null;
            return frame.seq() < seq;
        });
        return Optional.ofNullable(found[0]);
    }

    /** Shows the frames of a segment to {@code more} until that says false. */
    void each(SegmentKey segment, Predicate<Frame> more) {
        try (SegmentReader reader = SegmentReader.open(state, segment)) {
            Frame frame = reader.next();
            while (frame != null && more.test(frame)) {
                frame = reader.next();
            }
        } catch (ForeignSegment | StoreException unreadable) {
            notes.accept("Segment '" + segment.key() + "' was not searched: " + unreadable.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

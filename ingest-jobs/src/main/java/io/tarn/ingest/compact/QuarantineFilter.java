package io.tarn.ingest.compact;

import io.tarn.core.Reason;
import io.tarn.core.key.SegmentKey;
import io.tarn.landing.QuarantinedFrame;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was set aside.
 *
 * @param reason only frames that were set aside for it; null: for any
 * @param from first day on which they were received
 * @param to last such day
 * @param segment only frames of this segment, by its key or the name in it; null: of any
 */
public record QuarantineFilter(
        @Nullable Reason reason,
        LocalDate from,
        LocalDate to,
        @Nullable String segment) {
    /** Everything. */
    public static final QuarantineFilter ALL = new QuarantineFilter(null, LocalDate.MIN, LocalDate.MAX, null);

    /** Whether this frame is one of them. */
    public boolean covers(QuarantinedFrame frame) {
        return (reason == null || frame.reason() == reason) && covers(frame.segment());
    }

    private boolean covers(String key) {
        Optional<SegmentKey> of = SegmentKey.parse(key);
        return of.isPresent()
                && !of.get().received().isBefore(from)
                && !of.get().received().isAfter(to)
                && (segment == null || key.equals(segment) || of.get().name().equals(segment));
    }
}

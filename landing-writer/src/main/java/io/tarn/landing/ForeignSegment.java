package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;

/**
 * An object whose name is a segment's and whose content is not that segment: renamed, copied, of a newer version, or no
 * segment at all.
 */
public final class ForeignSegment extends TarnException {
    private static final long serialVersionUID = 1L;

    ForeignSegment(SegmentKey key, String why) {
        super(
                ExitCode.INTEGRITY,
                "Object '" + key.key() + "' is not the segment that its name says",
                why,
                "Nothing of it was read; move the object away, or put the right one in its place");
    }
}

package io.tarn.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tarn.core.Frame;
import io.tarn.core.key.SegmentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Segments with a block for each frame, so that damage to a small one can leave something. */
public final class SmallBlocks {
    private SmallBlocks() {}

    public static byte[] segment(SegmentKey key, List<Frame> frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SegmentWriter writer = new SegmentWriter(key, out, 1)) {
            for (Frame frame : frames) {
                writer.add(frame);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    /** The bytes of a segment as a later format might have them: another version, and other markers. */
    public static byte[] newer(SegmentKey key, byte[] segment) {
        String marker = new String(AvroFileWriter.syncOf(key.key()), ISO_8859_1);
        String version = SegmentFormat.VERSION + (char) 2;
        return new String(segment, ISO_8859_1)
                .replace(marker, "a marker of 16 B")
                .replace(version + SegmentFormat.CURRENT_VERSION, version + "2")
                .getBytes(ISO_8859_1);
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.Frame;
import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.core.key.SegmentKey;
import java.util.Arrays;
import java.util.Optional;

/** What archived frames are known by under some settings, for those who look for one. Not thread-safe. */
public final class EventIds {
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
    private final Identifier identifier;

    public EventIds(RowSettings settings) {
        identifier = new Identifier(settings);
    }

    /** The id that the frame's row has in the column {@code tarn}; empty where the frame is no event. */
    public Optional<String> of(Frame frame, SegmentKey segment) {
        if (frame.headers().containsKey(Frame.REASON)) {
            return Optional.empty();
        }
        try {
            byte[] payload = frame.payload();
            return Optional.of(identifier
                    .identify(frame, parser.parse(payload, 0, payload.length), segment)
                    .eventId());
        } catch (JsonRejected noEvent) {
            return Optional.empty();
        }
    }

    /** Whether two payloads say the same, so that the second is no conflict ({@link Canonical}). */
    public boolean sameContent(byte[] a, byte[] b) {
        try {
            return Arrays.equals(a, b) || Arrays.equals(content(a), content(b));
        } catch (JsonRejected noEvent) {
            return false;
        }
    }

    private byte[] content(byte[] payload) throws JsonRejected {
        GrowingBytes out = new GrowingBytes(payload.length + 16);
        Canonical.append(parser.parse(payload, 0, payload.length), 0, out);
        return out.copy();
    }
}

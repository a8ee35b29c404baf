package io.tarn.ingest.hydrate;

import io.tarn.core.Frame;
import io.tarn.core.Sha256;
import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import io.tarn.core.key.SegmentKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds what an event is known by: the configured id, else the producer's, else its place (writer, epoch, sequence).
 * Not thread-safe.
 *
 * <p>A component of a configured id that is missing or null makes it incomplete: nothing says that two events without
 * an id are the same.
 */
final class Identifier {
    private static final String EXACT = "exact";
    private static final char CONFIGURED = 'c';
    private static final char PRODUCER = 'p';

    private final List<Pointer> configured;
    private final boolean lookUp;
    private final Sha256 sha = new Sha256();
    private final GrowingBytes scratch = new GrowingBytes(1024);

    Identifier(RowSettings settings) {
        configured = Pointer.of(settings.id());
        lookUp = settings.dedupe().lookBackDays() > 0;
    }

    EventIdentity identify(Frame frame, JsonTape event, SegmentKey segment) {
        if (!configured.isEmpty()) {
            return configured(frame, event, segment);
        }
        if (frame.eventId().isEmpty()) {
            return new EventIdentity(place(frame, segment), null, false);
        }
        if (!lookUp || EXACT.equals(frame.headers().get(Frame.ID_KIND))) {
            return new EventIdentity(frame.eventId(), null, false);
        }
        scratch.clear();
        scratch.put(PRODUCER);
        byte[] id = frame.eventId().getBytes(StandardCharsets.UTF_8);
        scratch.put(id, 0, id.length);
        return new EventIdentity(frame.eventId(), key(event), false);
    }

    private EventIdentity configured(Frame frame, JsonTape event, SegmentKey segment) {
        int[] nodes = new int[configured.size()];
        scratch.clear();
        scratch.put(CONFIGURED);
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = configured.get(i).findValue(event);
            if (nodes[i] == Pointer.NONE) {
                return new EventIdentity(place(frame, segment), null, true);
            }
            Canonical.append(event, nodes[i], scratch);
        }
        return new EventIdentity(text(event, nodes), lookUp ? key(event) : null, false);
    }

    /** The id is in {@link #scratch}. */
    private EventIdentity.Key key(JsonTape event) {
        ByteBuffer id = digestOfScratch();
        scratch.clear();
        Canonical.append(event, 0, scratch);
        return new EventIdentity.Key(
                id.getLong(), id.getLong(), digestOfScratch().getLong());
    }

    private ByteBuffer digestOfScratch() {
        return ByteBuffer.wrap(sha.update(scratch.array(), 0, scratch.size()).finish());
    }

    /**
     * One component: its text. Several (or one that is no Unicode text): the JSON array of them, as they stand in the
     * event.
     */
    private static String text(JsonTape event, int[] nodes) {
        if (nodes.length == 1 && !event.loneSurrogate(nodes[0])) {
            return event.text(nodes[0]);
        }
        StringBuilder out = new StringBuilder("[");
        for (int node : nodes) {
            String source = new String(
                    event.bytes(), event.start(node), event.end(node) - event.start(node), StandardCharsets.UTF_8);
            String quote = event.kind(node) == JsonKind.STRING ? "\"" : "";
            out.append(out.length() == 1 ? "" : ",")
                    .append(quote)
                    .append(source)
                    .append(quote);
        }
        return out.append("]").toString();
    }

    private static String place(Frame frame, SegmentKey segment) {
        return segment.writer() + "-" + segment.epoch() + "-" + frame.seq();
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.key.SegmentKey;
import io.tarn.ingest.verify.JsonValue.Arr;
import io.tarn.ingest.verify.JsonValue.Num;
import io.tarn.ingest.verify.JsonValue.Obj;
import io.tarn.ingest.verify.JsonValue.Str;
import io.tarn.ingest.verify.JsonValue.Word;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code tarn} column of a row must say, worked out from the archive. Not thread-safe.
 *
 * <p>The id is the configured one (one component: its text; several: the JSON array of them), else the producer's, else
 * the frame's place as {@code writer-epoch-seq}, which also stands in where a component is missing or null.
 */
final class Provenance {
    private final List<List<String>> id;
    private final MessageDigest sha256;

    /** @param id pointers of the configured id; empty: the producer's */
    Provenance(List<String> id) {
        this.id = id.stream().map(Provenance::steps).toList();
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** What differs between the row's provenance and the frame it names. */
    List<Difference> differences(StoredRow row, FrameStore.Archived frame, Obj event, SegmentKey segment) {
        List<Difference> found = new ArrayList<>();
        if (row.receivedMicros() != frame.receivedMicros()) {
            found.add(
                    wrong("received_at", String.valueOf(frame.receivedMicros()), String.valueOf(row.receivedMicros())));
        }
        long hash = ByteBuffer.wrap(sha256.digest(frame.payload())).getLong();
        if (row.hash() != hash) {
            found.add(wrong("hash", String.valueOf(hash), String.valueOf(row.hash())));
        }
        JsonValue want = eventId(frame, event, segment, row.seq());
        if (row.eventId() == null || !sameId(want, row.eventId())) {
            found.add(wrong("event_id", want.shown(200), row.eventId() == null ? "null" : Shown.of(row.eventId())));
        }
        return found;
    }

    /** The id; several components, or one that is no Unicode text, as the JSON array of them. */
    JsonValue eventId(FrameStore.Archived frame, Obj event, SegmentKey segment, long seq) {
        List<JsonValue> components = new ArrayList<>();
        for (List<String> pointer : id) {
            JsonValue component = find(event, pointer);
            if (component == null || component == Word.NULL) {
                return place(segment, seq);
            }
            components.add(component);
        }
        if (components.isEmpty()) {
            return frame.eventId().isEmpty() ? place(segment, seq) : new Str(frame.eventId());
        }
        boolean asText = components.size() == 1 && !(components.get(0) instanceof Str str && !isUnicode(str));
        return asText ? components.get(0) : new Arr(components);
    }

    private static boolean isUnicode(Str str) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(str.text());
    }

    private static Str place(SegmentKey segment, long seq) {
        return new Str(segment.writer() + "-" + segment.epoch() + "-" + seq);
    }

    private static boolean sameId(JsonValue want, String stored) {
        if (want instanceof Str str) {
            return str.text().equals(stored);
        }
        if (want instanceof Num num) {
            return num.text().equals(stored);
        }
        try {
            return want.equals(ArchivedJson.value(stored));
        } catch (ArchivedJson.NotAnEvent e) {
            return false;
        }
    }

    private static Difference wrong(String field, String archived, String stored) {
        return new Difference(Difference.Kind.WRONG_VALUE, "tarn." + field, archived, stored);
    }

    static List<String> steps(String pointer) {
        if (!pointer.startsWith("/")) {
            return List.of(pointer);
        }
        List<String> steps = new ArrayList<>();
        for (String step : pointer.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    /** The value at a pointer, or null where there is none. */
    static @Nullable JsonValue find(JsonValue from, List<String> steps) {
        JsonValue at = from;
        for (String step : steps) {
            if (at instanceof Obj obj) {
                at = obj.members().get(step);
            } else if (at instanceof Arr arr && step.matches("0|[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(step);
                at = index < arr.elements().size() ? arr.elements().get(index) : null;
            } else {
                return null;
            }
            if (at == null) {
                return null;
            }
        }
        return at;
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JSON pointer (RFC 6901), ready to be looked up in many events. Array elements are named by their index. */
final class Pointer {
    /** No such place in the event. */
    static final int NONE = -1;

    private final List<byte[]> steps = new ArrayList<>();

    private Pointer() {}

    /** As written in settings: a name without a leading '/' is a top-level key. */
    static Pointer of(String text) {
        Pointer pointer = new Pointer();
        if (text.isEmpty()) {
            return pointer;
        }
        String path = text.startsWith("/")
                ? text.substring(1)
                : text.replace("~", "~0").replace("/", "~1");
        for (String step : path.split("/", -1)) {
            pointer.steps.add(step.replace("~1", "/").replace("~0", "~").getBytes(StandardCharsets.UTF_8));
        }
        return pointer;
    }

    static List<Pointer> of(List<String> texts) {
        return texts.stream().map(Pointer::of).toList();
    }

    /** The node in the event, or {@link #NONE}. */
    int find(JsonTape event) {
        int node = 0;
        for (byte[] step : steps) {
            node = switch (event.kind(node)) {
                case OBJECT -> event.find(node, step);
                case ARRAY -> element(event, node, step);
                default -> NONE;
            };
            if (node == NONE) {
                return NONE;
            }
        }
        return node;
    }

    /** The node in the event, or {@link #NONE} where it is missing or null. */
    int findValue(JsonTape event) {
        int node = find(event);
        return node == NONE || event.kind(node) == JsonKind.NULL ? NONE : node;
    }

    private static int element(JsonTape event, int array, byte[] step) {
        int index = index(step);
        if (index < 0 || index >= event.size(array)) {
            return NONE;
        }
        int node = array + 1;
        for (int i = 0; i < index; i++) {
            node = event.after(node);
        }
        return node;
    }

    /** RFC 6901, section 4: digits without leading zeros. */
    private static int index(byte[] step) {
        if (step.length == 0 || step.length > 9 || (step.length > 1 && step[0] == '0')) {
            return -1;
        }
        int index = 0;
        for (byte b : step) {
            if (b < '0' || b > '9') {
                return -1;
            }
            index = index * 10 + (b - '0');
        }
        return index;
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.json.JsonTape;
import java.util.List;

/**
 * The place of an event under {@code sort-by}, as bytes whose unsigned order is that of the events: by the first field,
 * then the second, and so on. Within a field: false, true, numbers (by their nearest double), strings (by their first
 * 256 bytes of UTF-8), arrays and objects (all equal), and last what is missing or null. Not thread-safe.
 */
final class SortKey {
    private static final int LONGEST_STRING = 256;

    private final List<Pointer> fields;
    private byte[] text = new byte[LONGEST_STRING];

    SortKey(List<String> fields) {
        this.fields = Pointer.of(fields);
    }

    void append(JsonTape event, GrowingBytes out) {
        for (Pointer field : fields) {
            int node = field.findValue(event);
            if (node == Pointer.NONE) {
                out.put(6);
                continue;
            }
            switch (event.kind(node)) {
                case FALSE -> out.put(1);
                case TRUE -> out.put(2);
                case INTEGER, FRACTION -> {
                    out.put(3);
                    out.putLong(ordered(event.doubleValue(node)));
                }
                case STRING -> {
                    out.put(4);
                    string(event, node, out);
                }
                case OBJECT, ARRAY -> out.put(5);
                case NULL -> throw new IllegalStateException("null is no value");
            }
        }
    }

    /** Bits that compare, unsigned, as the doubles do; -0.0 is 0.0. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    /** Zero bytes become 0 1, and 0 0 ends the string, so that a shorter one is less whatever follows it. */
    private void string(JsonTape event, int node, GrowingBytes out) {
        int most = event.end(node) - event.start(node);
        if (text.length < most) {
            text = new byte[most];
        }
        int length = Math.min(event.decode(node, text), LONGEST_STRING);
        for (int i = 0; i < length; i++) {
            out.put(text[i]);
            if (text[i] == 0) {
                out.put(1);
            }
        }
        out.put(0);
        out.put(0);
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.json.JsonTape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The content of a JSON value as bytes: equal for values that differ only in the order of keys, in blanks between
 * tokens and in how characters are escaped. The text of numbers counts: {@code 1.0} is not {@code 1}. Not thread-safe.
 */
final class Canonical {
    private final JsonTape event;
    private final GrowingBytes out;

    private Canonical(JsonTape event, GrowingBytes out) {
        this.event = event;
        this.out = out;
    }

    /** Appends the value at {@code node}. */
    static void append(JsonTape event, int node, GrowingBytes out) {
        new Canonical(event, out).value(node);
    }

    private void value(int node) {
        switch (event.kind(node)) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> string(node);
            case INTEGER, FRACTION -> number(node);
            case TRUE -> out.put('t');
            case FALSE -> out.put('f');
            case NULL -> out.put('0');
        }
    }

    private void object(int node) {
        List<byte[]> members = new ArrayList<>(event.size(node));
        int start = out.size();
        int key = node + 1;
        for (int i = event.size(node); i > 0; i--) {
            string(key);
            value(key + 1);
            members.add(Arrays.copyOfRange(out.array(), start, out.size()));
            out.truncate(start);
            key = event.after(key + 1);
        }
        members.sort(Arrays::compareUnsigned);
        out.put('{');
        out.putVar(members.size());
        members.forEach(member -> out.put(member, 0, member.length));
    }

    private void array(int node) {
        out.put('[');
        out.putVar(event.size(node));
        int element = node + 1;
        for (int i = event.size(node); i > 0; i--) {
            value(element);
            element = event.after(element);
        }
    }

    /** Decoded, with its length in front. */
    private void string(int node) {
        byte[] text = new byte[event.end(node) - event.start(node)];
        int length = event.decode(node, text);
        out.put('s');
        out.putSized(text, 0, length);
    }

    private void number(int node) {
        out.put('n');
        out.putSized(event.bytes(), event.start(node), event.end(node) - event.start(node));
    }
}

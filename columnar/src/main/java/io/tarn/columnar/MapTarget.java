package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import org.jspecify.annotations.Nullable;

/** Objects with unknown members, in their order. */
final class MapTarget implements Target {
    private final Child.Group group;
    private final int definition;
    private final int repetition;
    private final boolean jsonValues;
    private final @Nullable Hidden hidden;
    private final Child.Leaf keys;
    private final Child.Leaf values;
    private final GrowingBytes text = new GrowingBytes(64);

    /**
     * @param definition level of an empty map; entries have one more
     * @param repetition level of the entries
     */
    MapTarget(
            Child.Group group,
            int definition,
            int repetition,
            boolean jsonValues,
            @Nullable Hidden hidden,
            Child.Leaf keys,
            Child.Leaf values) {
        this.group = group;
        this.definition = definition;
        this.repetition = repetition;
        this.jsonValues = jsonValues;
        this.hidden = hidden;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public boolean takes(JsonTape tape, int node) {
        if (tape.kind(node) != JsonKind.OBJECT) {
            return false;
        }
        int key = node + 1;
        for (int i = tape.size(node); i > 0; i--) {
            if (!takesMember(tape, key) && !Hidden.hides(hidden, tape, key)) {
                return false;
            }
            key = tape.after(key + 1);
        }
        return true;
    }

    private boolean takesMember(JsonTape tape, int key) {
        if (tape.loneSurrogate(key)) {
            return false;
        }
        return jsonValues
                || tape.kind(key + 1) == JsonKind.NULL
                || tape.kind(key + 1) == JsonKind.STRING && !tape.loneSurrogate(key + 1);
    }

    @Override
    public void write(JsonTape tape, int node) {
        int level = group.claim();
        boolean empty = true;
        int key = node + 1;
        for (int i = tape.size(node); i > 0; i--) {
            Hidden member = Hidden.member(hidden, tape, key);
            if (member == null || !member.whole()) {
                group.slots.add(level, definition + 1, 1);
                entry(tape, key, member);
                level = repetition;
                empty = false;
            }
            key = tape.after(key + 1);
        }
        if (empty) {
            group.slots.add(level, definition, 1);
        }
    }

    private void entry(JsonTape tape, int key, @Nullable Hidden member) {
        ScalarTarget.text(keys.writer, keys.claim(), tape, key, text);
        int value = key + 1;
        if (jsonValues) {
            text.clear();
            Hidden.copy(member, tape, value, text);
            values.writer.binary(values.claim(), text.array, 0, text.length);
        } else if (tape.kind(value) == JsonKind.STRING) {
            ScalarTarget.text(values.writer, values.claim(), tape, value, text);
        }
    }
}

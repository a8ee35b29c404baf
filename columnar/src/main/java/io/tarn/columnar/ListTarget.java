package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;

/** Arrays whose elements are null or are taken by one type. */
final class ListTarget implements Target {
    private final Child.Group group;
    private final int definition;
    private final int repetition;
    private final Target element;
    private final Rest rest;

    /**
     * @param definition level of an empty list; elements have one more
     * @param repetition level of the elements
     */
    ListTarget(Child.Group group, int definition, int repetition, Target element, Rest rest) {
        this.group = group;
        this.definition = definition;
        this.repetition = repetition;
        this.element = element;
        this.rest = rest;
    }

    @Override
    public boolean takes(JsonTape tape, int node) {
        if (tape.kind(node) != JsonKind.ARRAY) {
            return false;
        }
        int at = node + 1;
        for (int i = tape.size(node); i > 0; i--) {
            if (tape.kind(at) != JsonKind.NULL && !element.takes(tape, at)) {
                return false;
            }
            at = tape.after(at);
        }
        return true;
    }

    @Override
    public void write(JsonTape tape, int node) {
        int first = group.claim();
        int size = tape.size(node);
        if (size == 0) {
            group.slots.add(first, definition, 1);
        }
        int at = node + 1;
        for (int i = 0; i < size; i++) {
            group.slots.add(i == 0 ? first : repetition, definition + 1, 1);
            if (tape.kind(at) != JsonKind.NULL) {
                rest.enterElement(i);
                element.write(tape, at);
                rest.leave();
            }
            at = tape.after(at);
        }
    }
}

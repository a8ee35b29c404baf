package io.tarn.ingest.verify;

import io.tarn.ingest.verify.JsonValue.Arr;
import io.tarn.ingest.verify.JsonValue.Obj;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fields that stay in the archive only; what is at them is not compared. Immutable. */
final class HiddenFields {
    private final Set<String> pointers;

    /** @param fields as in the settings: JSON pointers, or names of top-level keys */
    HiddenFields(List<String> fields) {
        this.pointers = fields.stream()
                .map(field ->
                        field.startsWith("/") ? field : Place.ROOT.member(field).field())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean covers(Place place) {
        return !pointers.isEmpty() && pointers.contains(place.field());
    }

    /** True where the value is not empty, but is once its hidden parts are left out. */
    boolean leavesNothingOf(JsonValue value, Place at) {
        return anyBelow(at) && without(value, at).hollow();
    }

    /** The value without its hidden parts. */
    JsonValue without(JsonValue value, Place at) {
        if (!anyBelow(at)) {
            return value;
        }
        if (value instanceof Obj obj) {
            Map<String, JsonValue> kept = new LinkedHashMap<>();
            obj.members().forEach((key, member) -> {
                Place below = at.member(key);
                if (!covers(below)) {
                    kept.put(key, without(member, below));
                }
            });
            return new Obj(kept);
        }
        if (value instanceof Arr arr) {
            return new Arr(arr.elements().stream()
                    .map(element -> without(element, at.element(0)))
                    .toList());
        }
        return value;
    }

    private boolean anyBelow(Place at) {
        for (String pointer : pointers) {
            if (pointer.startsWith(at.field() + "/")) {
                return true;
            }
        }
        return false;
    }
}

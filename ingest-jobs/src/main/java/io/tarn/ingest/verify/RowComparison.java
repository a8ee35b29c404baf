package io.tarn.ingest.verify;

import io.tarn.ingest.verify.Difference.Kind;
import io.tarn.ingest.verify.JsonValue.Arr;
import io.tarn.ingest.verify.JsonValue.Obj;
import io.tarn.ingest.verify.JsonValue.Str;
import io.tarn.ingest.verify.JsonValue.Word;
import io.tarn.schema.Column;
import io.tarn.schema.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a row with the event it came from, by the schema's keys, in both directions. One per (schema of the file,
 * schema of the hydrate, hidden fields). Not thread-safe.
 */
final class RowComparison {
    private static final int SHOWN = 200;

    private final ColumnType.Struct file;
    private final ColumnType.Struct hydrate;
    private final HiddenFields hidden;
    private final ScalarComparison scalars = new ScalarComparison();
    private final Map<ColumnType.Struct, Map<String, int[]>> membersOf = new IdentityHashMap<>();
    private List<Difference> found = new ArrayList<>();
    private NavigableMap<String, JsonValue> rest = new TreeMap<>();

    /**
     * @param file root of the schema that the row was read with
     * @param hydrate root of the schema that the row was first written with: what its columns could tell
     */
    RowComparison(ColumnType.Struct file, ColumnType.Struct hydrate, HiddenFields hidden) {
        this.file = file;
        this.hydrate = hydrate;
        this.hidden = hidden;
    }

    /** Everything that differs; empty where the row is the event. */
    List<Difference> differences(Obj event, StoredRow row) {
        found = new ArrayList<>();
        rest = new TreeMap<>();
        parseRest(row.rest());
        struct(event, row.columns(), file, hydrate, Place.ROOT);
        for (Map.Entry<String, JsonValue> left : rest.entrySet()) {
            add(
                    Kind.EXTRA_VALUE,
                    new Place(left.getKey(), left.getKey()),
                    null,
                    left.getValue().shown(SHOWN) + " in _rest");
        }
        return found;
    }

    private void parseRest(@Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            if (ArchivedJson.value(text) instanceof Obj obj) {
                rest.putAll(obj.members());
                return;
            }
            add(Kind.WRONG_VALUE, Place.ROOT, null, "_rest is no JSON object");
        } catch (ArchivedJson.NotAnEvent e) {
            add(Kind.WRONG_VALUE, Place.ROOT, null, "_rest is no JSON");
        }
    }

    private void struct(
            Obj event,
            @Nullable Object[] values,
            ColumnType.Struct type,
            ColumnType.@Nullable Struct could,
            Place path) {
        Map<String, int[]> members = members(type);
        for (Map.Entry<String, int[]> member : members.entrySet()) {
            JsonValue archived = event.members().get(member.getKey());
            int holder = firstHolder(member.getValue(), values, 0);
            if (holder >= 0 || archived != null && archived != Word.NULL) {
                Place at = path.member(member.getKey());
                if (!hidden.covers(at)) {
                    member(archived, new Holder(member.getValue(), values, type, holder), could, member.getKey(), at);
                }
            }
        }
        for (Map.Entry<String, JsonValue> member : event.members().entrySet()) {
            if (!members.containsKey(member.getKey())) {
                Place at = path.member(member.getKey());
                if (!hidden.covers(at)) {
                    withoutColumn(member.getValue(), at, couldTell(could, member.getKey(), member.getValue()));
                }
            }
        }
    }

    /** The columns of one key and which of them, as place among {@code columns}, holds a value; -1: none. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Holder(int[] columns, @Nullable Object[] values, ColumnType.Struct type, int first) {
        Column column(int place) {
            return type.columns().get(columns[place]);
        }
    }

    private static int firstHolder(int[] columns, @Nullable Object[] values, int from) {
        for (int i = from; i < columns.length; i++) {
            if (values[columns[i]] != null) {
                return i;
            }
        }
        return -1;
    }

    private void member(
            @Nullable JsonValue archived, Holder holder, ColumnType.@Nullable Struct could, String key, Place at) {
        Object stored = holder.first < 0 ? null : holder.values[holder.columns[holder.first]];
        if (stored == null) {
            if (archived != null) {
                withoutColumn(archived, at, couldTell(could, key, archived));
            }
            return;
        }
        Column column = holder.column(holder.first);
        int second = firstHolder(holder.columns, holder.values, holder.first + 1);
        if (second >= 0) {
            String both = "both in " + column.name() + " and in "
                    + holder.column(second).name();
            add(Kind.EXTRA_VALUE, at, archived, both);
        }
        if (archived == null || archived == Word.NULL) {
            add(Kind.EXTRA_VALUE, at, archived, Shown.of(stored) + " in " + column.name());
            return;
        }
        value(archived, stored, column.type(), sameColumn(could, column), at);
    }

    /**
     * A value that no column holds: it is in the overflow column, or nothing can tell it from an absent one, or it is
     * lost.
     */
    private void withoutColumn(JsonValue archived, Place at, boolean tellable) {
        JsonValue kept = rest.remove(at.pointer());
        if (kept != null) {
            exact(archived, kept, at);
            return;
        }
        if (hasRestBelow(at)) {
            if (archived instanceof Obj obj) {
                obj.members().forEach((key, value) -> {
                    Place below = at.member(key);
                    if (!hidden.covers(below)) {
                        withoutColumn(value, below, false);
                    }
                });
                return;
            }
            if (archived instanceof Arr arr) {
                for (int i = 0; i < arr.elements().size(); i++) {
                    withoutColumn(arr.elements().get(i), at.element(i), false);
                }
                return;
            }
        }
        if (archived.hollow() && !tellable || hidden.leavesNothingOf(archived, at)) {
            return;
        }
        add(Kind.MISSING_VALUE, at, archived, "nothing");
    }

    private boolean hasRestBelow(Place at) {
        String from = at.pointer() + "/";
        String next = rest.ceilingKey(from);
        return next != null && next.startsWith(from);
    }

    private void value(JsonValue archived, Object stored, ColumnType type, @Nullable ColumnType could, Place at) {
        if (type instanceof ColumnType.Struct struct) {
            if (archived instanceof Obj obj) {
                ColumnType.Struct before = could instanceof ColumnType.Struct s ? s : null;
                struct(obj, (@Nullable Object[]) stored, struct, before, at);
            } else {
                add(Kind.WRONG_VALUE, at, archived, "an object");
            }
        } else if (type instanceof ColumnType.Array array) {
            array(
                    archived,
                    (List<?>) stored,
                    array.element(),
                    could instanceof ColumnType.Array a ? a.element() : null,
                    at);
        } else if (type instanceof ColumnType.MapOf map) {
            map(archived, (StoredMap) stored, map.jsonValues(), at);
        } else if (type == ColumnType.Scalar.JSON || type == ColumnType.Scalar.JSON_ARRAY) {
            text(archived, (String) stored, at);
        } else if (!scalars.same(archived, stored, type)) {
            add(Kind.WRONG_VALUE, at, archived, Shown.of(stored));
        }
    }

    private void array(JsonValue archived, List<?> stored, ColumnType element, @Nullable ColumnType could, Place at) {
        if (!(archived instanceof Arr arr)) {
            add(Kind.WRONG_VALUE, at, archived, "an array of " + stored.size());
            return;
        }
        int n = arr.elements().size();
        if (n != stored.size()) {
            Kind kind = n > stored.size() ? Kind.MISSING_VALUE : Kind.EXTRA_VALUE;
            add(kind, at, archived, "an array of " + stored.size() + " instead of " + n);
            return;
        }
        for (int i = 0; i < n; i++) {
            JsonValue want = arr.elements().get(i);
            Object have = stored.get(i);
            Place below = at.element(i);
            if (have == null && want != Word.NULL) {
                withoutColumn(want, below, true);
            } else if (have != null && want == Word.NULL) {
                add(Kind.EXTRA_VALUE, below, want, Shown.of(have));
            } else if (have != null) {
                value(want, have, element, could, below);
            }
        }
    }

    private void map(JsonValue archived, StoredMap stored, boolean jsonValues, Place at) {
        if (!(archived instanceof Obj obj)) {
            add(Kind.WRONG_VALUE, at, archived, "a map");
            return;
        }
        if (stored.repeated() != null) {
            add(Kind.EXTRA_VALUE, at.member(stored.repeated()), null, "a key that is in the map twice");
        }
        Map<String, @Nullable String> left = new LinkedHashMap<>(stored.entries());
        obj.members().forEach((key, want) -> {
            Place below = at.member(key);
            boolean present = left.containsKey(key);
            String have = left.remove(key);
            if (hidden.covers(below)) {
                return;
            }
            if (!present) {
                withoutColumn(want, below, true);
            } else if (have == null) {
                if (want != Word.NULL) {
                    add(Kind.MISSING_VALUE, below, want, "null");
                }
            } else if (jsonValues) {
                text(want, have, below);
            } else if (!want.equals(new Str(have))) {
                add(Kind.WRONG_VALUE, below, want, Shown.of(have));
            }
        });
        left.forEach((key, have) -> {
            if (!hidden.covers(at.member(key))) {
                add(Kind.EXTRA_VALUE, at.member(key), null, have == null ? "null" : Shown.of(have));
            }
        });
    }

    private void text(JsonValue archived, String stored, Place at) {
        try {
            exact(archived, ArchivedJson.value(stored), at);
        } catch (ArchivedJson.NotAnEvent e) {
            add(Kind.WRONG_VALUE, at, archived, Shown.of(stored) + ", which is no JSON");
        }
    }

    private void exact(JsonValue archived, JsonValue kept, Place at) {
        if (!archived.equals(kept) && !hidden.without(archived, at).equals(hidden.without(kept, at))) {
            add(Kind.WRONG_VALUE, at, archived, kept.shown(SHOWN));
        }
    }

    /** Whether the columns at the time of the hydrate could tell this hollow value from an absent one. */
    private static boolean couldTell(ColumnType.@Nullable Struct could, String key, JsonValue value) {
        if (could == null || value == Word.NULL) {
            return false;
        }
        for (Column column : could.columns()) {
            if (column.key().equals(key) && takesHollow(column.type(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesHollow(ColumnType type, JsonValue value) {
        if (type == ColumnType.Scalar.JSON) {
            return true;
        }
        if (value instanceof Obj obj) {
            return type instanceof ColumnType.Struct
                    || type instanceof ColumnType.MapOf map
                            && (map.jsonValues()
                                    || obj.members().values().stream().allMatch(v -> v == Word.NULL));
        }
        if (value instanceof Arr arr) {
            return type == ColumnType.Scalar.JSON_ARRAY
                    || type instanceof ColumnType.Array array
                            && arr.elements().stream().allMatch(e -> e == Word.NULL || takesHollow(array.element(), e));
        }
        return false;
    }

    private static @Nullable ColumnType sameColumn(ColumnType.@Nullable Struct could, Column column) {
        if (could != null) {
            for (Column earlier : could.columns()) {
                if (earlier.name().equals(column.name())) {
                    return earlier.type();
                }
            }
        }
        return null;
    }

    /** The places of each key's columns, in the schema's order. */
    private Map<String, int[]> members(ColumnType.Struct type) {
        return membersOf.computeIfAbsent(type, struct -> {
            Map<String, int[]> members = new LinkedHashMap<>();
            for (int i = 0; i < struct.columns().size(); i++) {
                int place = i;
                members.compute(struct.columns().get(i).key(), (key, before) -> {
                    int[] places = before == null ? new int[1] : Arrays.copyOf(before, before.length + 1);
                    places[places.length - 1] = place;
                    return places;
                });
            }
            return members;
        });
    }

    private void add(Kind kind, Place at, @Nullable JsonValue archived, String stored) {
        found.add(new Difference(kind, at.pointer(), archived == null ? "nothing" : archived.shown(SHOWN), stored));
    }
}

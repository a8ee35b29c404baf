package io.tarn.columnar;

import io.tarn.core.json.JsonTape;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes events apart into columns: the rules of {@link TableSchema} as a tree of targets. */
final class Shredder {
    private final RowGroups rowGroups;
    private final Slots rows = new Slots();
    private final Rest rest = new Rest();
    /** Parents before children. */
    private final List<Child> children = new ArrayList<>();

    private final List<Slots> slots = new ArrayList<>();
    private final StructTarget root;
    private final Child.Leaf restColumn;

    Shredder(TableSchema schema, @Nullable Hidden hidden, RowGroups rowGroups) {
        this.rowGroups = rowGroups;
        slots.add(rows);
        List<StructTarget.Member> members = members(schema.root(), hidden, new Place(rows, 0, 0, new String[0]));
        root = new StructTarget(null, 0, rest, members);
        restColumn = leaf(new Place(rows, 0, 0, new String[] {TableSchema.REST}));
    }

    /** Writes one row. */
    void row(JsonTape event) {
        rows.add(0, 0, 1);
        rest.clear();
        root.write(event, 0);
        if (!rest.isEmpty()) {
            GrowingBytes object = rest.finish();
            restColumn.writer.binary(restColumn.claim(), object.array, 0, object.length);
        }
    }

    /** Brings all columns to the same row; the next row is the first of a row group. */
    void complete() {
        children.forEach(Child::endRowGroup);
        slots.forEach(Slots::clear);
    }

    /** Where a column is: below which slots, at which levels of the group around it. */
    private record Place(Slots parent, int definition, int repetition, String[] path) {
        Place below(Slots slots, int moreDefinition, int moreRepetition, String... names) {
            String[] longer = java.util.Arrays.copyOf(path, path.length + names.length);
            System.arraycopy(names, 0, longer, path.length, names.length);
            return new Place(slots, definition + moreDefinition, repetition + moreRepetition, longer);
        }
    }

    private List<StructTarget.Member> members(ColumnType.Struct struct, @Nullable Hidden hidden, Place place) {
        Map<String, Map<Variant, Target>> targets = new LinkedHashMap<>();
        Map<String, Hidden> hides = new LinkedHashMap<>();
        if (hidden != null) {
            for (Hidden below : hidden.below()) {
                String key = new String(below.key(), StandardCharsets.UTF_8);
                hides.put(key, below);
                targets.put(key, new EnumMap<>(Variant.class));
            }
        }
        Map<String, Boolean> plainStrings = new LinkedHashMap<>();
        for (Column column : struct.columns()) {
            Target target =
                    target(column.type(), hides.get(column.key()), place.below(place.parent, 0, 0, column.name()));
            targets.computeIfAbsent(column.key(), k -> new EnumMap<>(Variant.class))
                    .put(column.variant(), target);
            if (column.variant() == Variant.PLAIN && column.type() == Scalar.STRING) {
                plainStrings.put(column.key(), true);
            }
        }
        List<StructTarget.Member> members = new ArrayList<>();
        targets.forEach((key, columns) -> members.add(new StructTarget.Member(
                key.getBytes(StandardCharsets.UTF_8), hides.get(key), columns, plainStrings.containsKey(key))));
        return members;
    }

    /** @param place of the column itself, its path included, with the levels of the group around it */
    private Target target(ColumnType type, @Nullable Hidden hidden, Place place) {
        if (type instanceof ColumnType.Struct struct) {
            Child.Group group = group(place);
            return new StructTarget(
                    group, place.definition + 1, rest, members(struct, hidden, place.below(group.slots, 1, 0)));
        }
        if (type instanceof ColumnType.Array array) {
            Child.Group group = group(place);
            Place element = place.below(group.slots, 2, 1, "list", "element");
            return new ListTarget(
                    group, place.definition + 1, place.repetition + 1, target(array.element(), hidden, element), rest);
        }
        if (type instanceof ColumnType.MapOf map) {
            Child.Group group = group(place);
            return new MapTarget(
                    group,
                    place.definition + 1,
                    place.repetition + 1,
                    map.jsonValues(),
                    hidden,
                    leaf(place.below(group.slots, 2, 1, "key_value", "key")),
                    leaf(place.below(group.slots, 2, 1, "key_value", "value")));
        }
        return ScalarTarget.of(type, leaf(place), hidden);
    }

    private Child.Group group(Place place) {
        Child.Group group = new Child.Group(place.parent);
        children.add(group);
        slots.add(group.slots);
        return group;
    }

    private Child.Leaf leaf(Place place) {
        Child.Leaf leaf = new Child.Leaf(place.parent, rowGroups.leaf(place.path));
        children.add(leaf);
        return leaf;
    }
}

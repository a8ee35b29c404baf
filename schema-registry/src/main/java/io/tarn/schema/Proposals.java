package io.tarn.schema;

import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.Proposal.Shape;
import io.tarn.schema.Proposal.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What evidence asks for beside what is published, whatever the budget.
 *
 * <p>An object is like a map where it has many distinct members of which each object has few (a tenth on average). A
 * new one becomes a map; a published struct that turned out so takes no new members.
 */
final class Proposals {
    /** Distinct members from which an object may be a map while columns are scarce, and at any time. */
    static final int MAP_MEMBERS_SCARCE = 64;

    static final int MAP_MEMBERS = 256;
    private static final int MAP_SPARSE = 10;
    /**
     * Arrays directly in arrays that become a type; deeper ones are JSON text. DuckDB reads one value in 24 lists
     * within seconds of CPU, in 32 not within a minute, and parquet-java's record reader takes half a minute for 63.
     */
    static final int MAX_NESTED_ARRAYS = 16;

    private final int mapMembers;

    Proposals(int mapMembers) {
        this.mapMembers = mapMembers;
    }

    /** For the members of the table. */
    List<Proposal> table(Struct published, EvidenceNode root, Directives directives) {
        return members(published.columns(), root, directives, "", false);
    }

    private List<Proposal> members(
            List<Column> published,
            EvidenceNode node,
            @Nullable Directives directives,
            String order,
            boolean mayFreeze) {
        Map<String, Map<Variant, Column>> byKey = byKey(published);
        boolean frozen = mayFreeze && !published.isEmpty() && mapLike(node, distinct(byKey, node));
        List<Proposal> out = new ArrayList<>();
        for (int i : node.byKey()) {
            String key = new String(node.key(i), StandardCharsets.UTF_8);
            Directives of = Directives.member(directives, key);
            Map<Variant, Column> columns = byKey.getOrDefault(key, Map.of());
            if (!Directives.hidden(of) && !(frozen && columns.isEmpty())) {
                member(out, new Slot(key, node.node(i), of, order, columns));
            }
        }
        return out;
    }

    private static Map<String, Map<Variant, Column>> byKey(List<Column> published) {
        Map<String, Map<Variant, Column>> byKey = new HashMap<>();
        for (Column c : published) {
            byKey.computeIfAbsent(c.key(), k -> new EnumMap<>(Variant.class)).put(c.variant(), c);
        }
        return byKey;
    }

    private static int distinct(Map<String, ?> published, EvidenceNode node) {
        int distinct = published.size();
        for (int i = 0; i < node.size(); i++) {
            distinct += published.containsKey(new String(node.key(i), StandardCharsets.UTF_8)) ? 0 : 1;
        }
        return Math.max(distinct, node.distinct);
    }

    private boolean mapLike(EvidenceNode node, int distinct) {
        return mapLike(node, distinct, mapMembers);
    }

    static boolean mapLike(EvidenceNode node, int distinct, int mapMembers) {
        return distinct > mapMembers
                && node.memberValues * MAP_SPARSE <= node.count(ValueClass.OBJECT) * (long) distinct;
    }

    private void member(List<Proposal> out, Slot slot) {
        Column published = slot.columns().get(Variant.PLAIN);
        if (published != null) {
            grow(out, slot, published);
            variants(out, slot, published.type(), published.pinned(), null);
            return;
        }
        Proposal plain = plain(slot);
        if (plain != null) {
            out.add(plain);
            variants(out, slot, plain.taker(), plain.pinned, plain);
        }
    }

    // ---- the plain column ----

    private @Nullable Proposal plain(Slot slot) {
        ColumnType pin = Directives.pin(slot.directives());
        if (pin != null) {
            ColumnType type = pin instanceof MapOf ? mapOf(slot.node()) : pin;
            return new Proposal(slot, Variant.PLAIN, new Shape.Leaf(type), Long.MAX_VALUE, true, null, null);
        }
        for (FirstType.Kind kind : FirstType.kinds(slot.node())) {
            Shape shape = shape(slot, Variant.PLAIN, kind);
            if (shape != null) {
                long count = FirstType.count(slot.node(), kind);
                return new Proposal(slot, Variant.PLAIN, shape, count, false, null, null);
            }
        }
        return null;
    }

    private @Nullable Shape shape(Slot slot, Variant variant, FirstType.Kind kind) {
        Scalar scalar = FirstType.scalar(kind);
        if (scalar != null) {
            return new Shape.Leaf(scalar);
        }
        return kind == FirstType.Kind.STRUCT ? object(slot, variant) : array(slot, variant);
    }

    private @Nullable Shape object(Slot slot, Variant variant) {
        EvidenceNode node = slot.node();
        if (Directives.none(slot.directives()) && mapLike(node, node.distinct)) {
            return new Shape.Leaf(mapOf(node));
        }
        return struct(slot, variant, node, 0);
    }

    private static MapOf mapOf(EvidenceNode node) {
        return new MapOf(node.noStrings > 0);
    }

    private @Nullable Shape struct(Slot slot, Variant variant, EvidenceNode node, int arrays) {
        List<Proposal> members = members(List.of(), node, slot.directives(), slot.order(variant), true);
        return members.isEmpty() ? null : new Shape.Members(arrays, members);
    }

    private @Nullable Shape array(Slot slot, Variant variant) {
        EvidenceNode element = slot.node().element;
        int arrays = 1;
        while (element != null && only(element, ValueClass.ARRAY, ValueClass.HOLLOW_ARRAY)) {
            element = element.element;
            arrays++;
        }
        if (element == null) {
            return null;
        }
        if (arrays > MAX_NESTED_ARRAYS) {
            return new Shape.Leaf(Scalar.JSON_ARRAY);
        }
        if (only(element, ValueClass.OBJECT, ValueClass.HOLLOW_OBJECT)) {
            return objects(slot, variant, element, arrays);
        }
        Scalar scalar =
                FirstType.scalar(FirstType.kinds(element).stream().findFirst().orElse(FirstType.Kind.ARRAY));
        if (scalar == null || !Fit.takesAll(scalar, element)) {
            return new Shape.Leaf(Scalar.JSON_ARRAY);
        }
        return new Shape.Leaf(nested(scalar, arrays));
    }

    private @Nullable Shape objects(Slot slot, Variant variant, EvidenceNode element, int arrays) {
        if (!Directives.none(slot.directives()) || !mapLike(element, element.distinct)) {
            return struct(slot, variant, element, arrays);
        }
        return new Shape.Leaf(element.badKeys == 0 ? nested(mapOf(element), arrays) : Scalar.JSON_ARRAY);
    }

    private static boolean only(EvidenceNode node, ValueClass one, ValueClass other) {
        return node.count(one) > 0 && node.count(one) + node.count(other) == node.total();
    }

    private static ColumnType nested(ColumnType element, int arrays) {
        ColumnType type = element;
        for (int i = 0; i < arrays; i++) {
            type = new Array(type);
        }
        return type;
    }

    // ---- variants ----

    private void variants(
            List<Proposal> out, Slot slot, ColumnType plain, boolean pinned, @Nullable Proposal newPlain) {
        if (plain == Scalar.JSON) {
            return;
        }
        if (pinned) {
            // Whether a value fits is known only value by value; so nothing can be lost.
            variant(out, slot, Variant.JSON, Scalar.JSON, Long.MAX_VALUE, newPlain);
            return;
        }
        Map<Variant, Long> needed = VariantNeeds.of(plain, slot.node());
        growing(out, slot, Variant.STRUCT, needed, newPlain);
        growing(out, slot, Variant.ARRAY, needed, newPlain);
        needed.forEach((variant, count) -> {
            if (variant != Variant.STRUCT && variant != Variant.ARRAY) {
                variant(out, slot, variant, Scalar.valueOf(variant.name()), count, newPlain);
            }
        });
    }

    /**
     * A struct or array variant: a new one, or the published one with new members; what does not fit it needs the JSON
     * variant.
     */
    private void growing(
            List<Proposal> out, Slot slot, Variant variant, Map<Variant, Long> needed, @Nullable Proposal newPlain) {
        Long count = needed.get(variant);
        if (count == null) {
            return;
        }
        ColumnType type = null;
        Column published = slot.columns().get(variant);
        if (published != null) {
            grow(out, slot, published);
            type = published.type();
        } else {
            Shape shape = variant == Variant.STRUCT ? object(slot, variant) : array(slot, variant);
            if (shape != null) {
                Proposal proposal = new Proposal(slot, variant, shape, count, false, null, newPlain);
                out.add(proposal);
                type = proposal.taker();
            }
        }
        ValueClass value = variant == Variant.STRUCT ? ValueClass.OBJECT : ValueClass.ARRAY;
        if (type != null && !VariantNeeds.taken(type, value, slot.node())) {
            needed.merge(Variant.JSON, count, Long::sum);
        }
    }

    private static void variant(
            List<Proposal> out, Slot slot, Variant variant, Scalar type, long count, @Nullable Proposal newPlain) {
        if (!slot.columns().containsKey(variant)) {
            out.add(new Proposal(slot, variant, new Shape.Leaf(type), count, false, null, newPlain));
        }
    }

    /** Proposes the new members of a published struct, or of the structs in a published array. */
    private void grow(List<Proposal> out, Slot slot, Column published) {
        ColumnType type = published.type();
        EvidenceNode node = slot.node();
        int arrays = 0;
        while (type instanceof Array array && node != null) {
            type = array.element();
            node = node.element;
            arrays++;
        }
        if (type instanceof Struct struct && node != null) {
            String order = slot.order(published.variant());
            List<Proposal> members = members(struct.columns(), node, slot.directives(), order, true);
            Shape shape = new Shape.Members(arrays, members);
            out.add(new Proposal(slot, published.variant(), shape, 0, published.pinned(), published, null));
        }
    }
}

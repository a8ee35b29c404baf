package io.tarn.schema;

import io.tarn.schema.Column.Variant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column that evidence asks for: a new one, or a published one whose struct may grow. Mutable only in that the budget
 * accepts it.
 *
 * @see ColumnBudget
 */
final class Proposal {
    /** What the column would be. */
    sealed interface Shape {
        /** A column without members of its own. */
        record Leaf(ColumnType type) implements Shape {}

        /** A struct inside {@code arrays} arrays, with those of its members that evidence speaks of. */
        record Members(int arrays, List<Proposal> members) implements Shape {}
    }

    /** The member that it is of. */
    final String key;

    final Variant variant;
    final Shape shape;
    /** The column as it is published; null for a new one. */
    final @Nullable Column published;
    /** For a new variant, the new plain column beside it; null where that is published. */
    final @Nullable Proposal plain;
    /** Values that would go there; what is pinned comes first. */
    final long count;
    /** Values of the member, in all its columns. */
    final long rank;
    /** Place among those of equal count: by path, plain before variants. */
    final String order;

    final boolean pinned;
    final @Nullable String wantedName;

    private boolean accepted;

    Proposal(
            Slot slot,
            Variant variant,
            Shape shape,
            long count,
            boolean pinned,
            @Nullable Column published,
            @Nullable Proposal plain) {
        this.key = slot.key();
        this.variant = variant;
        this.shape = shape;
        this.published = published;
        this.plain = plain;
        this.count = count;
        this.rank = slot.node().total();
        this.order = slot.order(variant);
        this.pinned = pinned;
        this.wantedName = Directives.name(slot.directives());
    }

    /** The member that proposals are about, and what is known of it; {@code columns} are those that are published. */
    record Slot(
            String key,
            EvidenceNode node,
            @Nullable Directives directives,
            String parentOrder,
            Map<Variant, Column> columns) {
        String order(Variant variant) {
            return parentOrder + key + '\0' + variant.ordinal() + '\0';
        }
    }

    /** Whether there will be such a column. */
    boolean present() {
        return published != null || accepted;
    }

    void accept() {
        accepted = true;
    }

    /** The type as far as it says which values the column takes. */
    ColumnType taker() {
        if (shape instanceof Shape.Leaf leaf) {
            return leaf.type();
        }
        ColumnType type = new ColumnType.Struct(List.of());
        for (int i = ((Shape.Members) shape).arrays(); i > 0; i--) {
            type = new ColumnType.Array(type);
        }
        return type;
    }
}

package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnNames.Level;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.Proposal.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides the next version of a schema. Pure: the same schema, evidence and settings give the same decision, in
 * whatever order evidence came.
 *
 * <p>A published column keeps its name and type for ever; structs only grow, at their end. New columns of one decision
 * stand by how often their member occurs, then by key; a member's variants follow it.
 */
public final class SchemaPlanner {
    private static final Comparator<Proposal> PHYSICAL_ORDER = Comparator.comparingLong((Proposal p) -> -p.rank)
            .thenComparing(p -> p.key)
            .thenComparing(p -> p.variant);

    private SchemaPlanner() {}

    /**
     * The next version, or {@code current} itself where nothing is to be decided. Refuses settings that no column can
     * be (exit 3).
     */
    public static TableSchema next(TableSchema current, Evidence evidence, RowSettings settings, int settingsVersion) {
        Directives directives = Directives.of(settings);
        List<Proposal> proposals = proposals(current, evidence.total(), directives, settings.maxColumns());
        Struct root = assembled(current.root().columns(), proposals, Level.TABLE);
        return root.equals(current.root()) ? current : new TableSchema(current.version() + 1, settingsVersion, root);
    }

    private static List<Proposal> proposals(
            TableSchema current, EvidenceNode total, Directives directives, int maxColumns) {
        ColumnBudget budget = new ColumnBudget(current, maxColumns);
        List<Proposal> proposals = new Proposals(Proposals.MAP_MEMBERS).table(current.root(), total, directives);
        if (ColumnBudget.wanted(proposals) > budget.leavesLeft()) {
            proposals = new Proposals(Proposals.MAP_MEMBERS_SCARCE).table(current.root(), total, directives);
        }
        budget.spend(proposals);
        return proposals;
    }

    private static Struct assembled(List<Column> published, List<Proposal> proposals, Level level) {
        Map<Column, Proposal> growing = new IdentityHashMap<>();
        List<Proposal> fresh = new ArrayList<>();
        for (Proposal p : proposals) {
            if (p.published != null) {
                growing.put(p.published, p);
            } else if (p.present()) {
                fresh.add(p);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (Column c : published) {
            Proposal p = growing.get(c);
            columns.add(p == null ? c : new Column(c.name(), c.key(), c.variant(), grown(c.type(), p), c.pinned()));
        }
        Map<Proposal, String> names = names(published, fresh, level);
        fresh.sort(PHYSICAL_ORDER);
        for (Proposal p : fresh) {
            String name = Objects.requireNonNull(names.get(p));
            columns.add(new Column(name, p.key, p.variant, newType(p), p.pinned));
        }
        return new Struct(List.copyOf(columns));
    }

    private static ColumnType grown(ColumnType type, Proposal p) {
        if (type instanceof Array array) {
            return new Array(grown(array.element(), p));
        }
        return assembled(((Struct) type).columns(), ((Shape.Members) p.shape).members(), Level.STRUCT);
    }

    private static ColumnType newType(Proposal p) {
        if (p.shape instanceof Shape.Leaf leaf) {
            return leaf.type();
        }
        Shape.Members members = (Shape.Members) p.shape;
        ColumnType type = assembled(List.of(), members.members(), Level.STRUCT);
        for (int i = members.arrays(); i > 0; i--) {
            type = new Array(type);
        }
        return type;
    }

    /** Names in the order of keys, those that the settings want first. */
    private static Map<Proposal, String> names(List<Column> published, List<Proposal> fresh, Level level) {
        ColumnNames names = new ColumnNames(level, published);
        Map<String, String> plainNames = new HashMap<>();
        published.stream().filter(c -> c.variant() == Variant.PLAIN).forEach(c -> plainNames.put(c.key(), c.name()));
        List<Proposal> inOrder = new ArrayList<>(fresh);
        inOrder.sort(Comparator.comparing((Proposal p) -> p.wantedName == null)
                .thenComparing(p -> p.key)
                .thenComparing(p -> p.variant));
        Map<Proposal, String> out = new IdentityHashMap<>();
        for (Proposal p : inOrder) {
            if (p.variant == Variant.PLAIN) {
                plainNames.put(p.key, names.plain(p.key, p.wantedName));
            }
        }
        for (Proposal p : inOrder) {
            String plain = plainNames.getOrDefault(p.key, "");
            out.put(p, p.variant == Variant.PLAIN ? plain : names.variant(plain, p.variant, p.key));
        }
        return out;
    }
}

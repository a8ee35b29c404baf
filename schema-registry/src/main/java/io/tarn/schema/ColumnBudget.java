package io.tarn.schema;

import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.Proposal.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accepts proposed leaf columns, the most frequent first, while there is room: in leaf columns, in the length of a
 * column's type text and in the length of the whole DDL text, which Athena limits. What finds no room has no column;
 * its values go to {@code _rest}. Not thread-safe.
 *
 * <p>A struct is there exactly if one of its leaves is, so none is ever empty, and a variant only beside its plain
 * column.
 */
final class ColumnBudget {
    /**
     * Of Athena's 131,072 characters for one column's type; the rest is reserve for names made longer by collisions.
     */
    static final int MAX_TYPE_TEXT = 120_000;

    /** Of Athena's 262,144 bytes for a statement. */
    static final int MAX_DDL_TEXT = 240_000;

    private static final int PER_NAME = 16;
    private static final int PER_COLUMN = 32;
    // The longest that a character of a comment can become: \\u0007, and in UTF-8.
    private static final int ESCAPED = 7;
    private static final int UTF8 = 3;

    private final Map<Proposal, Integer> typeText = new HashMap<>();
    private final Map<Proposal, List<Candidate>> waiting = new HashMap<>();
    private int leaves;
    private int ddlText;

    ColumnBudget(TableSchema current, int maxColumns) {
        this.leaves = maxColumns - current.leafColumns();
        this.ddlText = MAX_DDL_TEXT;
        for (Column c : current.root().columns()) {
            ddlText -= overhead(c.key())
                    + c.name().length()
                    + AthenaDdl.typeOf(c.type()).length();
        }
    }

    /** Leaf columns that are not taken yet; may be negative. */
    int leavesLeft() {
        return leaves;
    }

    /** New leaf columns that are proposed. */
    static int wanted(List<Proposal> proposals) {
        int wanted = 0;
        for (Proposal p : proposals) {
            if (p.shape instanceof Shape.Members members) {
                wanted += wanted(members.members());
            } else if (!p.present()) {
                wanted += p.taker().leafColumns();
            }
        }
        return wanted;
    }

    /** A leaf with the columns it is in, outermost first, itself last. */
    private record Candidate(Proposal leaf, List<Proposal> chain) {
        /** The plain column beside a variant that is not there yet; null if none is missing. */
        @Nullable
        Proposal missing() {
            for (Proposal p : chain) {
                if (p.plain != null && !p.plain.present()) {
                    return p.plain;
                }
            }
            return null;
        }
    }

    /** Accepts what there is room for. */
    void spend(List<Proposal> proposals) {
        for (Proposal p : proposals) {
            if (p.published != null) {
                typeText.put(p, AthenaDdl.typeOf(p.published.type()).length());
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        collect(candidates, List.of(), proposals);
        candidates.sort(
                Comparator.comparingLong((Candidate c) -> -c.leaf().count).thenComparing(c -> c.leaf().order));
        candidates.forEach(this::consider);
    }

    /** Accepts a candidate if there is room, or puts it off until its plain column is there. */
    private void consider(Candidate c) {
        Proposal missing = c.missing();
        if (missing != null) {
            waiting.computeIfAbsent(missing, p -> new ArrayList<>()).add(c);
        } else if (hasRoom(c)) {
            for (Proposal p : c.chain()) {
                p.accept();
                List<Candidate> released = waiting.remove(p);
                if (released != null) {
                    released.forEach(this::consider);
                }
            }
        }
    }

    private static void collect(List<Candidate> out, List<Proposal> parents, List<Proposal> proposals) {
        for (Proposal p : proposals) {
            List<Proposal> chain = new ArrayList<>(parents);
            chain.add(p);
            if (p.shape instanceof Shape.Members members) {
                collect(out, chain, members.members());
            } else if (!p.present()) {
                out.add(new Candidate(p, chain));
            }
        }
    }

    private boolean hasRoom(Candidate c) {
        int newLeaves = c.leaf().taker().leafColumns();
        if (newLeaves > leaves) {
            return false;
        }
        int text = text(c.chain());
        Proposal column = c.chain().get(0);
        int type = typeText.getOrDefault(column, 0) + text;
        int ddl = text + (column.present() ? 0 : overhead(column.key));
        if (type > MAX_TYPE_TEXT || ddl > ddlText) {
            return false;
        }
        leaves -= newLeaves;
        ddlText -= ddl;
        typeText.put(column, type);
        return true;
    }

    private static int text(List<Proposal> chain) {
        int text = 0;
        for (Proposal p : chain) {
            if (!p.present()) {
                String name = p.wantedName != null ? p.wantedName : ColumnNames.estimate(p.key);
                text += Math.min(name.length(), ColumnNames.MAX_LENGTH) + PER_NAME + typeText(p);
            }
        }
        return text;
    }

    private static int typeText(Proposal p) {
        String type = AthenaDdl.typeOf(p.taker());
        return type.length() + (p.taker() instanceof Struct ? 2 : 4);
    }

    private static int overhead(String key) {
        return PER_COLUMN + Math.min(ESCAPED * key.length(), UTF8 * AthenaDdl.MAX_COMMENT);
    }
}

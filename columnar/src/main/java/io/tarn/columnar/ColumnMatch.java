package io.tarn.columnar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** How the columns of an input become those of the output: copied, or null where the input is older than they are. */
final class ColumnMatch {
    private final List<ColumnDescriptor> copied = new ArrayList<>();
    /** Columns that the input lacks, by the input column that shows how often the group around them occurs. */
    private final Map<ColumnDescriptor, List<Missing>> missing = new HashMap<>();

    private final List<ColumnDescriptor> missingFromRoot = new ArrayList<>();

    /** @param repetition and definition: levels of the deepest group around the column that the input has */
    record Missing(ColumnDescriptor column, int repetition, int definition) {}

    private ColumnMatch() {}

    static ColumnMatch of(String input, MessageType source, MessageType target) {
        for (ColumnDescriptor column : source.getColumns()) {
            if (!target.containsPath(column.getPath())) {
                throw new IllegalArgumentException(input + " has a column that the schema lacks: " + column);
            }
        }
        ColumnMatch match = new ColumnMatch();
        for (ColumnDescriptor column : target.getColumns()) {
            if (source.containsPath(column.getPath())) {
                match.copied.add(same(input, source, column));
            } else {
                match.addMissing(source, column);
            }
        }
        return match;
    }

    private static ColumnDescriptor same(String input, MessageType source, ColumnDescriptor column) {
        ColumnDescriptor found = source.getColumnDescription(column.getPath());
        if (!found.getPrimitiveType().equals(column.getPrimitiveType())
                || found.getMaxDefinitionLevel() != column.getMaxDefinitionLevel()
                || found.getMaxRepetitionLevel() != column.getMaxRepetitionLevel()) {
            throw new IllegalArgumentException(
                    input + " has a column of another type: " + found + " instead of " + column);
        }
        return column;
    }

    private void addMissing(MessageType source, ColumnDescriptor column) {
        String[] group = groupIn(source, column.getPath());
        if (group.length == 0) {
            missingFromRoot.add(column);
            return;
        }
        Missing entry = new Missing(column, source.getMaxRepetitionLevel(group), source.getMaxDefinitionLevel(group));
        missing.computeIfAbsent(witness(source, group), k -> new ArrayList<>()).add(entry);
    }

    /** The path of the deepest group around a column that the input has. */
    private static String[] groupIn(MessageType source, String[] path) {
        GroupType at = source;
        int depth = 0;
        while (at.containsField(path[depth]) && !at.getType(path[depth]).isPrimitive()) {
            at = at.getType(path[depth++]).asGroupType();
        }
        return Arrays.copyOf(path, depth);
    }

    /** Of the columns below a group, the one that repeats least. */
    private static ColumnDescriptor witness(MessageType source, String[] group) {
        @Nullable ColumnDescriptor best = null;
        for (ColumnDescriptor column : source.getColumns()) {
            boolean below = Arrays.equals(group, Arrays.copyOf(column.getPath(), group.length));
            if (below && (best == null || column.getMaxRepetitionLevel() < best.getMaxRepetitionLevel())) {
                best = column;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no column below " + String.join(".", group));
        }
        return best;
    }

    /** The copies of one row group. */
    List<ColumnCopy> copies(PageReadStore pages, RowGroups out) {
        List<ColumnCopy> copies = new ArrayList<>();
        for (ColumnDescriptor column : copied) {
            List<ColumnCopy.Nulls> nulls = new ArrayList<>();
            for (Missing entry : missing.getOrDefault(column, List.of())) {
                LeafWriter leaf = out.leaf(entry.column.getPath());
                nulls.add(new ColumnCopy.Nulls(leaf, entry.repetition, entry.definition));
            }
            copies.add(ColumnCopy.of(column, pages.getPageReader(column), out.leaf(column.getPath()), nulls));
        }
        for (ColumnDescriptor column : missingFromRoot) {
            LeafWriter leaf = out.leaf(column.getPath());
            copies.add(rows -> leaf.nulls(0, 0, rows));
        }
        return copies;
    }
}

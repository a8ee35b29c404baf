package io.tarn.orchestration.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.core.CollectionName;
import io.tarn.schema.SchemaView;
import io.tarn.schema.SchemaView.ColumnView;
import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a schema version one below the other, and how two versions differ. */
final class SchemaColumns {
    private SchemaColumns() {}

    /**
     * A column, wherever it stands.
     *
     * @param name with the names of the structs around it, as {@code items.sku}
     * @param path JSON pointer in the event
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String name,
            String type,
            String path,
            boolean variant,
            boolean pinned,
            @Nullable String format) {
        String notes() {
            return (variant ? "variant" : "") + (pinned ? "pinned" : "");
        }

        String shownType() {
            return format == null ? type : type + " (" + format + ")";
        }
    }

    /**
     * What one version has and another has not.
     *
     * @param removed only ever of a version that is older than the one it is compared with
     */
    record Difference(List<Line> added, List<Line> removed, List<Change> changed) {
        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    /** A column that is another in each version; Tarn never makes one. */
    record Change(Line from, Line to) {}

    static Difference between(CollectionName collection, TableSchema from, TableSchema to) {
        Map<String, Line> before = lines(collection, from);
        Map<String, Line> after = lines(collection, to);
        List<Change> changed = new ArrayList<>();
        before.forEach((name, line) -> {
            Line other = after.get(name);
            if (other != null && !other.equals(line)) {
                changed.add(new Change(line, other));
            }
        });
        return new Difference(without(after, before), without(before, after), changed);
    }

    private static List<Line> without(Map<String, Line> lines, Map<String, Line> others) {
        return lines.values().stream()
                .filter(line -> !others.containsKey(line.name()))
                .toList();
    }

    /** By name. Version 0 has none, not even those that every table has. */
    private static Map<String, Line> lines(CollectionName collection, TableSchema schema) {
        Map<String, Line> lines = new LinkedHashMap<>();
        if (schema.version() > 0) {
            add(lines, SchemaView.of(collection, schema).columns(), "");
        }
        return lines;
    }

    private static void add(Map<String, Line> lines, List<ColumnView> columns, String parent) {
        for (ColumnView column : columns) {
            String name = parent + column.name();
            lines.put(
                    name,
                    new Line(name, column.type(), column.path(), column.variant(), column.pinned(), column.format()));
            List<ColumnView> fields = column.fields();
            if (fields != null) {
                add(lines, fields, name + ".");
            }
        }
    }
}

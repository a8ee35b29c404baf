package io.tarn.schema;

import io.tarn.core.CollectionName;
import io.tarn.schema.Column.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The companion view: the day as a date, and for each field with variants one column that has the value of whichever
 * column took it. Fields with members, and array and object variants, stay as they are.
 */
final class AthenaView {
    private AthenaView() {}

    static String of(CollectionName collection, TableSchema schema) {
        List<String> columns = new ArrayList<>();
        columns.add("  CAST(\"year\" || '-' || \"month\" || '-' || \"day\" AS date) AS " + SqlNames.trino(day(schema)));
        byKey(schema).values().forEach(of -> field(columns, of));
        for (String name : List.of(TableSchema.REST, TableSchema.TARN, "year", "month", "day")) {
            columns.add("  " + SqlNames.trino(name));
        }
        return "CREATE OR REPLACE VIEW " + SqlNames.trino(collection + "_view") + " AS\nSELECT\n"
                + String.join(",\n", columns) + "\nFROM " + SqlNames.trino(collection.value()) + ";\n";
    }

    private static String day(TableSchema schema) {
        Set<String> taken = new HashSet<>();
        schema.root().columns().forEach(c -> taken.add(c.name()));
        String name = "dt";
        for (int n = 2; taken.contains(name); n++) {
            name = "dt__" + n;
        }
        return name;
    }

    private static Map<String, List<Column>> byKey(TableSchema schema) {
        Map<String, List<Column>> byKey = new LinkedHashMap<>();
        for (Column c : schema.root().columns()) {
            byKey.computeIfAbsent(c.key(), k -> new ArrayList<>()).add(c);
        }
        return byKey;
    }

    private static void field(List<String> out, List<Column> columns) {
        Column first = columns.get(0);
        List<Column> scalars = columns.stream().filter(AthenaView::isScalar).toList();
        if (scalars.size() < 2 || first.variant() != Variant.PLAIN || !isScalar(first)) {
            columns.forEach(c -> out.add("  " + SqlNames.trino(c.name())));
            return;
        }
        out.add("  " + coalesced(scalars) + " AS " + SqlNames.trino(first.name()));
        columns.stream().filter(c -> !isScalar(c)).forEach(c -> out.add("  " + SqlNames.trino(c.name())));
    }

    private static String coalesced(List<Column> scalars) {
        boolean same =
                scalars.stream().map(c -> AthenaDdl.typeOf(c.type())).distinct().count() == 1;
        List<String> values = scalars.stream()
                .map(c -> SqlNames.trino(c.name()))
                .map(name -> same ? name : "CAST(" + name + " AS varchar)")
                .toList();
        return "COALESCE(" + String.join(", ", values) + ")";
    }

    private static boolean isScalar(Column c) {
        return !(c.type() instanceof ColumnType.Struct
                || c.type() instanceof ColumnType.Array
                || c.type() instanceof ColumnType.MapOf);
    }
}

package io.tarn.orchestration.schema;

import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.orchestration.schema.SchemaColumns.Difference;
import io.tarn.orchestration.schema.SchemaColumns.Line;
import java.io.PrintWriter;

/** A difference of two schema versions for people. */
final class DifferenceText {
    private DifferenceText() {}

    static void print(Difference difference, PrintWriter out) {
        TextTable table = new TextTable("  ", "column", "type", "path", "");
        difference.removed().forEach(line -> add(table, "-", line));
        difference.changed().forEach(change -> {
            add(table, "-", change.from());
            add(table, "+", change.to());
        });
        difference.added().forEach(line -> add(table, "+", line));
        if (!table.isEmpty()) {
            table.print(out);
        }
    }

    private static void add(TextTable table, String sign, Line line) {
        table.add("  " + sign, line.name(), line.shownType(), Printable.line(line.path(), 120), line.notes());
    }
}

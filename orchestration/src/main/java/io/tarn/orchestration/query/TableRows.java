package io.tarn.orchestration.query;

import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.orchestration.query.QueryEngine.ResultColumn;
import io.tarn.orchestration.query.QueryEngine.Rows;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table for people: long cells are cut off, and so that widths are known, it is printed in parts of 1,000 rows. */
final class TableRows implements Rows {
    private static final int PART = 1_000;
    private static final int CELL = 120;

    private final PrintWriter out;
    private String[] head = new String[0];
    private @Nullable TextTable table;
    private int inPart;
    private long count;

    TableRows(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void head(List<ResultColumn> columns) {
        head = columns.stream()
                .map(c -> Printable.line(c.name(), CELL) + (numeric(c.type()) ? ">" : ""))
                .toArray(String[]::new);
        table = new TextTable(head);
    }

    private static boolean numeric(String type) {
        String upper = type.toUpperCase(Locale.ROOT);
        return !upper.endsWith("]")
                && (upper.contains("INT")
                        || upper.equals("DOUBLE")
                        || upper.equals("FLOAT")
                        || upper.startsWith("DECIMAL"))
                && !upper.startsWith("STRUCT")
                && !upper.startsWith("MAP");
    }

    @Override
    public void row(ResultSet row) throws SQLException {
        Object[] cells = new Object[head.length];
        for (int i = 0; i < cells.length; i++) {
            String text = Cells.text(row.getObject(i + 1));
            cells[i] = text == null ? "NULL" : Printable.line(text, CELL);
        }
        if (table == null || inPart == PART) {
            print();
            table = new TextTable(head);
            inPart = 0;
        }
        table.add(cells);
        inPart++;
        count++;
    }

    @Override
    public void end() {
        print();
        if (head.length > 0) {
            out.println("(" + count + (count == 1 ? " row)" : " rows)"));
        }
    }

    private void print() {
        if (table != null && head.length > 0) {
            table.print(out);
        }
    }
}

package io.tarn.orchestration.query;

import io.tarn.orchestration.query.QueryEngine.ResultColumn;
import io.tarn.orchestration.query.QueryEngine.Rows;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180 with a header; null is empty, an empty text is {@code ""}, structs and lists are JSON. */
final class CsvRows implements Rows {
    private final PrintWriter out;
    private int width;

    CsvRows(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void head(List<ResultColumn> columns) {
        width = columns.size();
        StringBuilder line = new StringBuilder();
        for (ResultColumn column : columns) {
            line.append(line.length() == 0 ? "" : ",").append(quoted(column.name()));
        }
        if (width > 0) {
            end(line);
        }
    }

    @Override
    public void row(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= width; i++) {
            line.append(i == 1 ? "" : ",").append(quoted(Cells.text(row.getObject(i))));
        }
        end(line);
    }

    @Override
    public void end() {}

    private void end(StringBuilder line) {
        out.print(line.append("\r\n"));
    }

    private static String quoted(@Nullable String text) {
        if (text == null) {
            return "";
        }
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

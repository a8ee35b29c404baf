package io.tarn.orchestration.query;

import io.tarn.orchestration.query.QueryEngine.ResultColumn;
import io.tarn.orchestration.query.QueryEngine.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Collects a small result as text; null is {@code NULL}. */
public final class TextRows implements Rows {
    private final List<List<String>> rows = new ArrayList<>();
    private int width;

    @Override
    public void head(List<ResultColumn> columns) {
        width = columns.size();
    }

    @Override
    public void row(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            String text = Cells.text(row.getObject(i));
            cells.add(text == null ? "NULL" : text);
        }
        rows.add(cells);
    }

    @Override
    public void end() {}

    /** The rows in the result's order. */
    public List<List<String>> rows() {
        return rows;
    }
}

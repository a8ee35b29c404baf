package io.tarn.orchestration.query;

import io.tarn.orchestration.query.QueryEngine.ResultColumn;
import io.tarn.orchestration.query.QueryEngine.Rows;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One JSON array of objects, a row a line; a name that occurs twice gets a number. */
final class JsonRows implements Rows {
    private final PrintWriter out;
    private List<String> names = List.of();
    private String separator = "[";

    JsonRows(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void head(List<ResultColumn> columns) {
        List<String> unique = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (ResultColumn column : columns) {
            String name = column.name();
            for (int n = 2; !taken.add(name); n++) {
                name = column.name() + "_" + n;
            }
            unique.add(name);
        }
        names = unique;
    }

    @Override
    public void row(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder(separator).append('{');
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ",");
            ResultJson.string(line, names.get(i));
            line.append(':');
            ResultJson.append(line, row.getObject(i + 1));
        }
        out.print(line.append('}'));
        separator = ",\n";
    }

    @Override
    public void end() {
        out.println(separator.equals("[") ? "[]" : "]");
    }
}

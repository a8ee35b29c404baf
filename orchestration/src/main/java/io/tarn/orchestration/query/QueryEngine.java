package io.tarn.orchestration.query;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.ingest.verify.NamedQuarantine;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB in memory, with a view per collection over the files that the catalog shows, and the table {@code quarantine}.
 * Not thread-safe.
 *
 * <p>Views are made when a query first mentions them (or when it mentions none, as {@code SHOW TABLES}): binding one
 * reads the footers of its files.
 */
public final class QueryEngine implements AutoCloseable {
    private final ObjectStore state;
    private final Catalog catalog;
    private final SchemaRegistry schemas;
    private final DuckDBConnection connection;

    private QueryEngine(ObjectStore state, Catalog catalog, DuckDBConnection connection) {
        this.state = state;
        this.catalog = catalog;
        this.schemas = new SchemaRegistry(state);
        this.connection = connection;
    }

    /** Takes the rows of a result, one after the other. */
    public interface Rows {
        /** Before the first row. */
        void head(List<ResultColumn> columns) throws SQLException, IOException;

        /** A row; the cursor stands on it. */
        void row(ResultSet row) throws SQLException, IOException;

        /** After the last row. */
        void end() throws IOException;
    }

    /** A column of a result with DuckDB's type. */
    public record ResultColumn(String name, String type) {}

    /** Opens an engine over a state root and the catalog of its collections. */
    public static QueryEngine open(ObjectStore state, Catalog catalog) {
        return new QueryEngine(state, catalog, DuckDb.open());
    }

    /** Runs SQL; of several statements the last one's result is given. */
    public void run(String sql, Rows rows) {
        try (Statement statement = connection.createStatement()) {
            makeViews(sql, statement);
            if (!statement.execute(sql)) {
                rows.head(List.of());
                rows.end();
                return;
            }
            try (ResultSet result = statement.getResultSet()) {
                rows.head(columns(result));
                while (result.next()) {
                    rows.row(result);
                }
                rows.end();
            }
        } catch (SQLException e) {
            throw new TarnException(
                    ExitCode.USAGE,
                    "The query cannot be run",
                    DuckDb.plain(e),
                    "Correct it; 'SHOW TABLES' and 'DESCRIBE name' help",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ResultColumn> columns(ResultSet result) throws SQLException {
        var columns = new java.util.ArrayList<ResultColumn>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(new ResultColumn(
                    result.getMetaData().getColumnLabel(i), result.getMetaData().getColumnTypeName(i)));
        }
        return columns;
    }

    private void makeViews(String sql, Statement statement) throws SQLException, IOException {
        SortedSet<CollectionName> all = KnownCollections.in(state);
        String lower = sql.toLowerCase(Locale.ROOT);
        List<CollectionName> mentioned =
                all.stream().filter(c -> lower.contains(c.value())).toList();
        boolean quarantine = lower.contains(QuarantineTable.NAME);
        boolean none = mentioned.isEmpty() && !quarantine;
        for (CollectionName c : none ? all : mentioned) {
            if (!exists(statement, c.value())) {
                statement.execute(CollectionView.create(c, schemas.newest(c), catalog.table(c)));
            }
        }
        if ((quarantine || none) && !exists(statement, QuarantineTable.NAME)) {
            List<String> objects = all.stream()
                    .flatMap(c -> NamedQuarantine.of(state, c).stream())
                    .toList();
            QuarantineTable.create(connection, state, objects);
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM duckdb_tables() WHERE table_name = "
                + DuckTypes.text(name) + " UNION ALL SELECT 1 FROM duckdb_views() WHERE view_name = "
                + DuckTypes.text(name))) {
            return found.next();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not close", e);
        }
    }
}

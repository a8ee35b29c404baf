package io.tarn.orchestration.explain;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.explain.Match.Fate;
import io.tarn.orchestration.query.DuckDb;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Finds rows by their provenance in the files that heads name. Not thread-safe. */
final class RowSearch implements AutoCloseable {
    /** So that a collection of many files does not become one statement of megabytes. */
    private static final int FILES_AT_ONCE = 1_000;

    private final DuckDBConnection connection = DuckDb.open();

    /** A row that was found, and what its {@code tarn} column says. */
    record Found(String eventId, String segment, long seq, Fate fate, Match.Row row) {}

    private record Place(Fate fate, Head head) {}

    /** Rows with this id, or from this place. */
    List<Found> find(Collection<Head> heads, StoreLocation lake, StoreLocation state, Wanted wanted) {
        Map<String, Place> files = new LinkedHashMap<>();
        for (Head head : heads) {
            head.files().forEach(file -> files.put(path(file, lake, state), new Place(Fate.PUBLISHED, head)));
            head.waiting().forEach(file -> files.put(path(file, lake, state), new Place(Fate.WAITING, head)));
        }
        List<String> paths = List.copyOf(files.keySet());
        List<Found> rows = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += FILES_AT_ONCE) {
            rows.addAll(find(paths.subList(from, Math.min(paths.size(), from + FILES_AT_ONCE)), files, wanted));
        }
        return rows;
    }

    private List<Found> find(List<String> paths, Map<String, Place> files, Wanted wanted) {
        String sql = "SELECT tarn.event_id, tarn.segment, tarn.seq, filename, file_row_number FROM read_parquet(["
                + paths.stream().map(RowSearch::quoted).collect(Collectors.joining(", "))
                + "], filename=true, file_row_number=true, hive_partitioning=false, union_by_name=true) WHERE "
                + (wanted.segment().isEmpty() ? "tarn.event_id = ?" : "tarn.segment = ? AND tarn.seq = ?");
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, wanted.segment().isEmpty() ? wanted.text() : wanted.segment());
            if (!wanted.segment().isEmpty()) {
                query.setLong(2, wanted.seq());
            }
            try (ResultSet found = query.executeQuery()) {
                List<Found> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(found(found, files));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private Found found(ResultSet found, Map<String, Place> files) throws SQLException {
        String file = found.getString(4);
        Place place = files.get(file);
        if (place == null) {
            throw new IllegalStateException("DuckDB names a file that it was not given: " + file);
        }
        Head head = place.head();
        String state = head.state().name().toLowerCase(Locale.ROOT);
        long row = found.getLong(5);
        return new Found(
                found.getString(1),
                found.getString(2),
                found.getLong(3),
                place.fate(),
                new Match.Row(head.day(), state, file, rowGroup(file, row), row));
    }

    /** In which row group of a file a row is. */
    private long rowGroup(String file, long row) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata(?) ORDER BY 1")) {
            query.setString(1, file);
            try (ResultSet groups = query.executeQuery()) {
                long before = 0;
                while (groups.next()) {
                    before += groups.getLong(2);
                    if (row < before) {
                        return groups.getLong(1);
                    }
                }
            }
        }
        throw new IllegalStateException("Row " + row + " is not in the row groups of " + file);
    }

    private static String path(FileEntry file, StoreLocation lake, StoreLocation state) {
        StoreLocation root = file.root() == FileEntry.Root.LAKE ? lake : state;
        return Stores.path(root).resolve(file.key()).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static TarnException unreadable(SQLException e) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "The published rows cannot be searched",
                DuckDb.plain(e),
                "Run it again where a compaction moves files just now; else run 'tarn verify'",
                e);
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

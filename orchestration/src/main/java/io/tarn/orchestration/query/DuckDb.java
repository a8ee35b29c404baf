package io.tarn.orchestration.query;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** DuckDB in memory, set up the way every command wants it. */
public final class DuckDb {
    private DuckDb() {}

    /** A new, empty database; closing the connection ends it. */
    public static DuckDBConnection open() {
        try {
            DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            try (Statement settings = connection.createStatement()) {
                int threads = Runtime.getRuntime().availableProcessors();
                settings.execute("SET threads=" + threads);
                settings.execute("SET memory_limit='1GiB'");
                settings.execute("SET temp_directory=" + DuckTypes.text(spill().toString()));
                settings.execute("SET TimeZone='UTC'");
                settings.execute("SET autoinstall_known_extensions=false");
            }
            return connection;
        } catch (SQLException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "DuckDB does not start",
                    plain(e),
                    "Check that its native library fits this machine",
                    e);
        }
    }

    /** Where a large query spills; made by DuckDB when it has to, and nobody else's. */
    private static Path spill() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "tarn-query-" + ProcessHandle.current().pid());
    }

    /** DuckDB's words up to the picture of the query. */
    public static String plain(SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines()
                .takeWhile(line -> !line.startsWith("LINE ") && !line.startsWith("Stack Trace"))
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }
}

package io.tarn.benchmarks;

import io.tarn.benchmarks.Measured.Rows;
import io.tarn.benchmarks.events.GithubSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** DuckDB, which reads what contestants wrote and compares it. */
final class Witness implements AutoCloseable {
    private final Connection connection;

    Witness() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /**
     * The Parquet files below a folder, without those that only stand beside the results, and without what formats keep
     * for themselves in folders that begin with {@code _}, such as Delta's checkpoints.
     */
    static List<Path> results(Path folder, Path inputs) throws IOException {
        Set<String> names = Files.isDirectory(inputs) ? names(inputs) : Set.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !names.contains(file.getFileName().toString()))
                    .filter(file -> !isPrivate(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPrivate(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("_"));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Order-independent hash over all columns that every contestant writes. */
    Rows rows(List<Path> files) throws SQLException {
        String sql = "SELECT count(*), sum(" + GithubSchema.rowHash() + "::HUGEINT)::VARCHAR FROM read_parquet("
                + list(files) + ", union_by_name = true)";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Rows(result.getLong(1), String.valueOf(result.getString(2)));
        }
    }

    /** Compressed bytes of these columns. */
    long columnBytes(List<Path> files) throws SQLException {
        String sql = "SELECT sum(total_compressed_size) FROM parquet_metadata(" + list(files)
                + ") WHERE NOT (path_in_schema LIKE 'tarn%' OR path_in_schema = '_rest')";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

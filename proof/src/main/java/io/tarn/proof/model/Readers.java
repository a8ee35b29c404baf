package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What DuckDB sees. Not thread-safe. */
final class Readers implements AutoCloseable {
    private final Connection duck;

    Readers() {
        try {
            duck = DriverManager.getConnection("jdbc:duckdb:");
            run("SET threads = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A row that was read.
     *
     * @param day its partition
     * @param row segment and sequence number
     * @param n the serial number within the event
     */
    record Row(String day, String row, long n) {}

    /** What the catalog shows. */
    List<Row> catalog(CatalogTable table) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, CatalogPartition> partition : table.partitions().entrySet()) {
            List<Path> files = parquet(Path.of(URI.create(partition.getValue().locationUri())));
            rows.addAll(of(files, "'" + partition.getKey() + "'", false));
        }
        return rows;
    }

    /** What somebody sees who globs the collection's folder. */
    List<Row> paths(Path lake, CollectionName collection) {
        return of(parquet(lake.resolve(collection.value())), "year || '-' || month || '-' || day", true);
    }

    /** The rows of files. */
    List<Row> files(List<Path> files, String day) {
        return of(files, "'" + day + "'", false);
    }

    private List<Row> of(List<Path> files, String day, boolean hive) {
        List<Row> rows = new ArrayList<>();
        if (files.isEmpty()) {
            return rows;
        }
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(",", "[", "]"));
        String sql = "SELECT " + day + ", tarn.segment || '#' || tarn.seq, n FROM read_parquet(" + list
                + ", union_by_name = true, hive_partitioning = " + hive + ", hive_types_autocast = false)";
        try (Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getLong(3)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<Path> parquet(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            duck.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

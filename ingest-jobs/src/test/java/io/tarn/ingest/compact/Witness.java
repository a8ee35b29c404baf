package io.tarn.ingest.compact;

import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import io.tarn.schema.catalog.FileCatalog;
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
import java.util.Optional;
import java.util.stream.Stream;

/** DuckDB, which shares no code with Tarn, reads what readers would read. */
final class Witness {
    private static final Connection DUCK = connect();

    private Witness() {}

    /** Rows as a catalog reader sees them, as {@code day segment#seq}, sorted. */
    static List<String> catalogRows(World world) {
        Optional<CatalogTable> table = new FileCatalog(world.state).table(World.SHOP);
        List<String> rows = new ArrayList<>();
        table.ifPresent(t -> t.partitions().forEach((day, partition) -> rows.addAll(rows(day, partition))));
        rows.sort(null);
        return rows;
    }

    private static List<String> rows(String day, CatalogPartition partition) {
        Path folder = Path.of(URI.create(partition.locationUri()));
        return parquet(folder).isEmpty()
                ? List.of()
                : query("SELECT '" + day
                        + " ' || split_part(tarn.segment, '/', 4) || '#' || tarn.seq FROM read_parquet('" + folder
                        + "/*.parquet', union_by_name = true, hive_partitioning = false)");
    }

    /** Rows as a path reader sees them, who globs the collection's folder. */
    static List<String> lakeRows(World world) {
        Path folder = world.root.resolve("shop");
        return parquet(folder).isEmpty()
                ? List.of()
                : query(
                        "SELECT year || '-' || month || '-' || day || ' ' || split_part(tarn.segment, '/', 4) || '#' "
                                + "|| tarn.seq FROM read_parquet('" + folder
                                + "/**/*.parquet', union_by_name = true, hive_partitioning = true, hive_types_autocast = false)");
    }

    /** Every value of every row in the files of a folder. */
    static List<String> valueRows(Path folder) {
        return parquet(folder).isEmpty()
                ? List.of()
                : query("SELECT to_json(t)::VARCHAR FROM read_parquet('" + folder
                        + "/**/*.parquet', union_by_name = true, hive_partitioning = false) t");
    }

    static List<Path> parquet(Path folder) {
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

    static List<String> query(String sql) {
        try (Statement statement = DUCK.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            rows.sort(null);
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

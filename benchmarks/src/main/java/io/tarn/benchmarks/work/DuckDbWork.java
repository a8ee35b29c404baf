package io.tarn.benchmarks.work;

import io.tarn.benchmarks.events.GithubSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** DuckDB's {@code COPY}: {@code json EVENTS} or {@code merge FILES}. */
public final class DuckDbWork {
    private DuckDbWork() {}

    /** Arguments: the job and the folder of its input. */
    public static void main(String[] args) throws Exception {
        String source = args[0].equals("json")
                ? "read_json('" + args[1] + "/*.ndjson', format = 'newline_delimited', columns = "
                        + GithubSchema.duckDb() + ")"
                : "read_parquet('" + args[1] + "/*.parquet')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
            Worker.serve(folder -> copy(statement, source, folder));
        }
    }

    private static void copy(Statement statement, String source, Path folder) throws Exception {
        statement.execute("COPY (FROM " + source + ") TO '" + folder.resolve("out.parquet")
                + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3)");
    }
}

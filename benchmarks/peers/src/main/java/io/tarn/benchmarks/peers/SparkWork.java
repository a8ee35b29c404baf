package io.tarn.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Jobs of Spark and what runs on it: {@code json}, {@code inferred}, {@code coalesce}, {@code iceberg}, {@code delta}.
 * Speaks the language of {@code Worker} in the module around this one: reads {@code prepare FOLDER} and {@code run
 * FOLDER}, answers {@code @done}.
 */
public final class SparkWork {
    private final SparkSession spark;
    private final String job;
    private final Path input;
    private int runs;

    private SparkWork(SparkSession spark, String job, Path input) {
        this.spark = spark;
        this.job = job;
        this.input = input;
    }

    /** Arguments: the job, the folder of its input and a folder for what Spark wants to keep. */
    public static void main(String[] args) throws Exception {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[" + Runtime.getRuntime().availableProcessors() + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.local.dir", args[2])
                .config("spark.sql.warehouse.dir", args[2])
                .config("spark.sql.parquet.compression.codec", "zstd")
                .config("spark.hadoop.parquet.compression.codec.zstd.level", "3");
        if (args[0].equals("delta")) {
            builder.config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        }
        if (args[0].equals("iceberg")) {
            builder.config(
                            "spark.sql.extensions",
                            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                    .config("spark.sql.catalog.bench", "org.apache.iceberg.spark.SparkCatalog")
                    .config("spark.sql.catalog.bench.type", "hadoop")
                    .config("spark.sql.catalog.bench.warehouse", args[2]);
        }
        try (SparkSession spark = builder.getOrCreate()) {
            new SparkWork(spark, args[0], Path.of(args[1])).serve();
        } catch (Throwable e) { // also too small a heap; no thread that is left may keep the process
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void serve() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("prepare")) {
                    prepare(Path.of(words[1]));
                } else {
                    run(Path.of(words[1]));
                }
                System.out.println("@done");
            }
        }
    }

    private void prepare(Path folder) throws IOException {
        runs++;
        if (job.equals("iceberg")) {
            prepareIceberg(folder);
        } else if (job.equals("delta")) {
            prepareDelta(Files.createDirectories(folder.resolve("table")));
        }
    }

    /** The table's own data goes where the measuring process looks for results. */
    private void prepareIceberg(Path folder) {
        spark.read().parquet(input.toString()).limit(0).createOrReplaceTempView("like");
        spark.sql("CREATE TABLE bench.db.t" + runs + " USING iceberg TBLPROPERTIES ('write.data.path' = '"
                + folder.resolve("data")
                + "', 'write.parquet.compression-codec' = 'zstd', 'write.parquet.compression-level' = '3')"
                + " AS SELECT * FROM like");
        spark.sql("CALL bench.system.add_files(table => 'db.t" + runs + "', source_table => '`parquet`.`" + input + "`')");
    }

    private void prepareDelta(Path table) throws IOException {
        try (Stream<Path> files = Files.list(input)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.createLink(table.resolve(file.getFileName().toString()), file);
            }
        }
        spark.sql("CONVERT TO DELTA parquet.`" + table + "`");
    }

    private void run(Path folder) throws IOException {
        switch (job) {
            case "json" -> {
                String schema = Files.readString(input.resolve("schema.spark"));
                write(spark.read().schema(schema).json(input + "/*.ndjson"), folder);
            }
            case "inferred" -> write(spark.read().json(input + "/*.ndjson"), folder);
            case "coalesce" -> write(
                        spark.read()
                                .option("recursiveFileLookup", "true")
                                .parquet(input.toString())
                                .coalesce(2),
                        folder);
            case "iceberg" ->
                spark.sql("CALL bench.system.rewrite_data_files(table => 'db.t" + runs
                                + "', options => map('rewrite-all', 'true', 'target-file-size-bytes', '134217728'))")
                        .collectAsList();
            case "delta" ->
                spark.sql("OPTIMIZE delta.`" + folder.resolve("table") + "`").collectAsList();
            default -> throw new IllegalArgumentException(job);
        }
    }

    private static void write(Dataset<Row> rows, Path folder) {
        rows.write().mode("overwrite").parquet(folder.resolve("out").toString());
    }
}

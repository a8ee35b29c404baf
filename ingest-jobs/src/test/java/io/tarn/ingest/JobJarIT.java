package io.tarn.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.landing.Event;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.LandingWriter;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that spark-submit is given, as the build made it. */
final class JobJarIT {
    private static final Path JAR = Path.of("target", "tarn-job.jar");
    /** What the jar must bring itself. */
    private static final List<String> OURS = List.of(
            "lake-core",
            "landing-writer",
            "schema-registry",
            "columnar",
            "ingest-jobs",
            "parquet-",
            "snakeyaml",
            "duckdb");

    @Test
    void every_class_in_it_is_ours_or_relocated() throws IOException {
        assertThat(entries()).filteredOn(name -> name.endsWith(".class")).allMatch(name -> name.startsWith("io/tarn/"));
    }

    @Test
    void it_holds_every_module_that_a_job_needs() throws IOException {
        assertThat(entries())
                .contains(
                        "io/tarn/core/package-info.class",
                        "io/tarn/landing/package-info.class",
                        "io/tarn/schema/package-info.class",
                        "io/tarn/columnar/package-info.class",
                        "io/tarn/ingest/package-info.class",
                        "io/tarn/shaded/org/apache/parquet/hadoop/ParquetFileWriter.class",
                        "io/tarn/shaded/org/yaml/snakeyaml/Yaml.class");
    }

    @Test
    void what_spark_must_provide_is_not_in_it_relocated_either() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.startsWith("io/tarn/shaded/com/fasterxml/")
                        || name.startsWith("io/tarn/shaded/org/slf4j/")
                        || name.contains("org/apache/spark/")
                        || name.contains("org/apache/hadoop/")
                        || name.contains("com/github/luben/"));
    }

    @Test
    void spark_submit_compacts_with_nothing_but_spark_and_the_jar(@TempDir Path folder) throws Exception {
        try (LandingWriter tarn = LandingWriter.open(LandingConfig.of(folder.resolve("lake")))) {
            for (int i = 0; i < 3; i++) {
                tarn.append("shop", Event.of("{\"n\": " + i + "}")).join().orThrow();
            }
        }
        Path config = Files.writeString(folder.resolve("tarn.yaml"), "lake: lake\n");

        Process submit = sparkSubmit(folder, "compact", "--config", config.toString(), "--seal-open");
        String out = new String(submit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(submit.waitFor()).as(out).isZero();
        assertThat(out).contains("\"engine\" : \"spark\"", "\"published\" : 3", "\"balanced\" : true");
        assertThat(rows(folder.resolve("lake/shop"))).isEqualTo(3);
    }

    @Test
    void spark_submit_fails_when_the_job_does(@TempDir Path folder) throws Exception {
        Process submit = sparkSubmit(folder, "compact", "--config", "there-is-none.yaml");
        String out = new String(submit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(submit.waitFor()).isNotZero();
        assertThat(out).contains("there-is-none.yaml");
    }

    /** What the spark-submit script starts, on Spark's jars alone. */
    private static Process sparkSubmit(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Dio.netty") || a.startsWith("-Djdk"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx1g", "-cp", classPathOfSpark(), "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
        command.addAll(List.of(
                "--class", SparkMain.class.getName(), JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    private static String classPathOfSpark() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && OURS.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long rows(Path collection) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement();
                ResultSet found = sql.executeQuery("SELECT count(*) FROM '" + collection + "/**/*.parquet'")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}

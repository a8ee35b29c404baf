package io.tarn.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that spark-submit is given, as the build made it. */
final class JobJarIT {
    private static final Path JAR = Path.of("target", "tarn-job.jar");

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
                        "io/tarn/shaded/org/apache/avro/Schema.class",
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

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}

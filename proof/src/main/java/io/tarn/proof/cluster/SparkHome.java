package io.tarn.proof.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Spark of one version, as {@code proof/spark/fetch} puts it into the cache. */
record SparkHome(String version, Path folder) {
    private static final String CORE = "spark-core_";

    /** The Spark of a version; empty where it was not fetched. */
    static Optional<SparkHome> find(String version) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path folder = root.resolve("tarn").resolve("spark").resolve(version);
        return Files.isRegularFile(folder.resolve("RELEASE"))
                ? Optional.of(new SparkHome(version, folder))
                : Optional.empty();
    }

    /** All its jars, as a class path. */
    String classPath() {
        return folder.resolve("jars") + "/*";
    }

    /** The Scala that its jars are for, as in 2.13. */
    String scala() {
        try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
            return jars.map(jar -> String.valueOf(jar.getFileName()))
                    .filter(name -> name.startsWith(CORE))
                    .map(name -> name.substring(CORE.length(), name.lastIndexOf('-')))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("'" + folder + "' has no " + CORE + "*.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that starts one of its classes, exactly as its scripts do. */
    List<String> sparkClass(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", Nest.resource("spark-class.sh"), "spark-class"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What its processes on a host need to know. */
    Map<String, String> environment(String host) {
        return Map.of(
                "SPARK_HOME",
                folder.toString(),
                "SPARK_SCALA_VERSION",
                scala(),
                "SPARK_LOCAL_IP",
                host,
                "SPARK_LOCAL_HOSTNAME",
                host,
                "SPARK_DAEMON_MEMORY",
                "192m",
                // Each of these JVMs lives for seconds.
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    @Override
    public String toString() {
        return "Spark " + version;
    }
}

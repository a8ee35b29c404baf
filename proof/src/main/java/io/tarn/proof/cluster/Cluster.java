package io.tarn.proof.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master and two workers on the loopback, on free ports. */
final class Cluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private final SparkHome spark;
    private final Path folder;
    private final List<Nest> daemons = new ArrayList<>();
    private String master = "";
    private int submitted;

    private Cluster(SparkHome spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** Starts it; logs and the executors' folders go to {@code folder}. */
    static Cluster start(SparkHome spark, Path folder) throws InterruptedException {
        Cluster cluster = new Cluster(spark, folder);
        try {
            Files.createDirectories(folder.resolve("events"));
            Nest master = cluster.daemon(
                    "master", "127.0.0.1", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0");
            Waiting.until("the master lives", START, () -> master.output().contains("New state: ALIVE"));
            cluster.master = address(master.output());
            for (int i = 1; i <= WORKERS; i++) {
                cluster.worker(i);
            }
            for (Nest worker : cluster.daemons.subList(1, cluster.daemons.size())) {
                Waiting.until("a worker is registered", START, () -> worker.output()
                        .contains("Successfully registered with master"));
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** One core for an executor, one for a driver in cluster mode, and one for the executor that replaces another. */
    private void worker(int n) {
        // Spark makes a second attempt on another host only.
        daemon(
                "worker" + n,
                "127.0.0." + n,
                "org.apache.spark.deploy.worker.Worker",
                "--webui-port",
                "0",
                "--cores",
                "3",
                "--memory",
                "3g",
                "--work-dir",
                folder.resolve("work" + n).toString(),
                master);
    }

    private Nest daemon(String name, String host, String type, String... arguments) {
        List<String> command = spark.sparkClass(type, "--host", host);
        command.addAll(List.of(arguments));
        Nest daemon = Nest.start(command, spark.environment(host), folder, folder.resolve(name + ".log"));
        daemons.add(daemon);
        return daemon;
    }

    private static String address(String log) {
        Matcher found = MASTER.matcher(log);
        if (!found.find()) {
            throw new Unproven("The master did not say where it is:\n" + log);
        }
        return found.group(1);
    }

    SparkHome spark() {
        return spark;
    }

    String master() {
        return master;
    }

    Path folder() {
        return folder;
    }

    /** Starts a submission, which has not ended yet. */
    Submission submit(Submission.Mode mode, Job job, List<String> conf, List<String> arguments) {
        return Submission.start(this, ++submitted, mode, job, conf, arguments);
    }

    /** The executors that live now. */
    List<Executor> executors() {
        return daemons.stream()
                .flatMap(daemon -> daemon.processes().stream())
                .flatMap(process -> Executor.of(process).stream())
                .toList();
    }

    @Override
    public void close() {
        for (int i = daemons.size() - 1; i >= 0; i--) {
            daemons.get(i).close();
        }
    }
}

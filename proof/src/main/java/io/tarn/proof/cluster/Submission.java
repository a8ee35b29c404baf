package io.tarn.proof.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One {@code spark-submit} of the job jar. */
final class Submission {
    private static final long PATIENCE_SECONDS = 300;
    private static final Pattern DRIVER = Pattern.compile("State of driver (?:\\S+ )?is ([A-Z]+)");

    private final Nest submit;
    private final Mode mode;
    private final Path events;

    private Submission(Nest submit, Mode mode, Path events) {
        this.submit = submit;
        this.mode = mode;
        this.events = events;
    }

    /** Where the driver runs. */
    enum Mode {
        CLIENT,
        CLUSTER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it ended.
     *
     * @param code of the process {@code spark-submit}
     * @param driver what the master says of the driver at its end, in cluster mode; "" in client mode
     * @param output of the process
     */
    record Ended(int code, String driver, String output) {}

    static Submission start(
            Cluster cluster, int number, Mode mode, Job job, List<String> conf, List<String> arguments) {
        String name = String.format(Locale.ROOT, "submit-%02d-%s", number, mode.word());
        Path events = cluster.folder().resolve("events").resolve(name);
        try {
            Files.createDirectories(events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of(
                "spark.ui.enabled=false",
                "spark.standalone.submit.waitAppCompletion=true",
                "spark.executor.cores=1",
                "spark.cores.max=2",
                "spark.executor.memory=512m",
                "spark.eventLog.enabled=true",
                "spark.eventLog.compress=false",
                "spark.eventLog.rolling.enabled=false",
                "spark.eventLog.dir=" + events.toUri()));
        all.addAll(conf);
        List<String> command = cluster.spark().sparkClass("org.apache.spark.deploy.SparkSubmit");
        command.addAll(List.of("--master", cluster.master(), "--deploy-mode", mode.word()));
        command.addAll(List.of("--properties-file", job.defaults().toString()));
        command.addAll(List.of("--class", "io.tarn.ingest.SparkMain", "--driver-memory", "512m"));
        all.forEach(one -> command.addAll(List.of("--conf", one)));
        command.add(job.jar().toString());
        command.addAll(arguments);
        Nest submit = Nest.start(
                command,
                cluster.spark().environment("127.0.0.1"),
                cluster.folder(),
                cluster.folder().resolve(name + ".log"));
        return new Submission(submit, mode, events);
    }

    Mode mode() {
        return mode;
    }

    boolean alive() {
        return submit.alive();
    }

    /** Waits for the end, of the driver too. */
    Ended await() throws InterruptedException {
        int code = submit.await(PATIENCE_SECONDS);
        String output = submit.output();
        String driver = "";
        Matcher said = DRIVER.matcher(output);
        while (said.find()) {
            driver = said.group(1);
        }
        return new Ended(code, driver, output);
    }

    /** Ends it where it still runs. */
    void abandon() {
        submit.close();
    }

    /** What Spark's own log says of the application; only once it has ended. */
    EventLog eventLog() {
        try (Stream<Path> files = Files.list(events)) {
            return EventLog.read(files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new Unproven("The application left no event log in '" + events + "'")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

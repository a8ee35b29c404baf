package io.tarn.proof.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.proof.cluster.Step.Trouble;
import io.tarn.proof.cluster.Submission.Ended;
import io.tarn.proof.cluster.Submission.Mode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a day, on threads and on a cluster, each with what the lake held after it. */
final class Course {
    /** As eager as it can be: a second attempt wherever a task takes longer than the others, or three seconds. */
    private static final List<String> EAGER = List.of(
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.multiplier=1.1",
            "spark.speculation.quantile=0.1",
            "spark.speculation.minTaskRuntime=100ms",
            "spark.speculation.task.duration.threshold=3s",
            // One that stands still is given up after this, and not after two minutes.
            "spark.network.timeout=40s",
            "spark.network.timeoutInterval=5s",
            "spark.executor.heartbeatInterval=5s");

    /** Interpreted, a merge takes a while, so that there is a middle to be caught in. */
    private static final String SLOW = "spark.executorEnv.JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
            + " -XX:CompileCommand=quiet -XX:CompileCommand=exclude,io.tarn.columnar.*::*"
            + " -XX:CompileCommand=exclude,io.tarn.shaded.org.apache.parquet.*::*";

    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Archive archive;
    private final Job job;
    private final Path folder;
    private final PrintWriter out;

    Course(Archive archive, Job job, Path folder, PrintWriter out) {
        this.archive = archive;
        this.job = job;
        this.folder = folder;
        this.out = out;
    }

    /** On threads, with the class path that Spark's executors have. */
    List<Contents> onThreads(SparkHome spark) throws IOException, SQLException, InterruptedException {
        Lake lake = Lake.create(spark + " threads", folder.resolve("threads"));
        String own = Path.of(Course.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        String classPath =
                String.join(File.pathSeparator, spark.classPath(), job.jar().toString(), own);
        List<Contents> after = new ArrayList<>();
        for (Step step : Step.ALL) {
            archive.putInto(lake.root(), step.batch());
            long begun = System.nanoTime();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m", "-cp", classPath));
            command.add(ThreadsRun.class.getName());
            command.add(lake.config().toString());
            command.addAll(step.arguments());
            Path log = folder.resolve("threads-" + after.size() + ".log");
            try (Nest run = Nest.start(command, spark.environment("127.0.0.1"), folder, log)) {
                int code = run.await(PATIENCE.toSeconds());
                Unproven.require(code == 0, lake.name() + ", " + step.name() + ": exit " + code + ": " + run.output());
            }
            after.add(Contents.of(lake));
            say(lake, step, begun, "");
        }
        lake.verified();
        return after;
    }

    /**
     * On a cluster, with executors that are killed and stopped, and speculation.
     *
     * @param modes of the steps, one after the other
     */
    List<Contents> onCluster(Cluster cluster, Mode first) throws IOException, SQLException, InterruptedException {
        Lake lake = Lake.create(cluster.spark() + " " + first.word() + " first", folder.resolve(first.word()));
        List<Contents> after = new ArrayList<>();
        try (Signals signals = new Signals()) {
            Mode mode = first;
            for (Step step : Step.ALL) {
                archive.putInto(lake.root(), step.batch());
                long begun = System.nanoTime();
                String facts = step(cluster, lake, step, mode, signals);
                after.add(Contents.of(lake));
                say(lake, step, begun, mode.word() + " mode, " + facts);
                mode = mode == Mode.CLIENT ? Mode.CLUSTER : Mode.CLIENT;
            }
        }
        return after;
    }

    private String step(Cluster cluster, Lake lake, Step step, Mode mode, Signals signals)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(step.arguments());
        arguments.addAll(List.of("--config", lake.config().toString()));
        List<String> conf = new ArrayList<>(EAGER);
        if (step.trouble() != Trouble.NONE) {
            conf.add(SLOW);
        }
        Submission submission = cluster.submit(mode, job, conf, arguments);
        try {
            Ambush ambush = new Ambush(cluster, lake, signals);
            if (step.trouble() == Trouble.KILLED) {
                signals.send("KILL", List.of(ambush.caught(submission).executor()));
            } else if (step.trouble() == Trouble.STOPPED) {
                Ambush.Caught straggler = ambush.caught(submission);
                Waiting.until(
                        "the days are published without the executor that stands still",
                        PATIENCE,
                        () -> lake.settled(straggler.collection()));
                signals.send("CONT", List.of(straggler.executor()));
            }
            return ended(lake, step, submission);
        } finally {
            submission.abandon();
        }
    }

    private static String ended(Lake lake, Step step, Submission submission) throws IOException, InterruptedException {
        Ended ended = submission.await();
        String where = lake.name() + ", " + step.name() + ", " + submission.mode() + ": ";
        Unproven.require(ended.code() == 0, where + "exit " + ended.code() + ": " + ended.output());
        if (submission.mode() == Mode.CLUSTER) {
            Unproven.require("FINISHED".equals(ended.driver()), where + "driver is '" + ended.driver() + "'");
        }
        JsonNode report = lake.report();
        Unproven.require("done".equals(report.path("status").asText()), where + report);
        Unproven.require("spark".equals(report.path("engine").asText()), where + report);
        EventLog log = submission.eventLog();
        Troubles.check(where, step.trouble(), log);
        return Troubles.summary(log) + ", report: " + report.path("spark").path("tasks") + " tasks";
    }

    private void say(Lake lake, Step step, long begun, String facts) {
        out.printf(
                Locale.ROOT,
                "  %-28s %-13s %5.1f s  %s%n",
                lake.name(),
                step.name(),
                (System.nanoTime() - begun) / 1e9,
                facts);
        out.flush();
    }
}

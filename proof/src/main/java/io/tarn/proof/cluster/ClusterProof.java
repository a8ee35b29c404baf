package io.tarn.proof.cluster;

import io.tarn.core.config.TarnConfig;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactSetup;
import io.tarn.ingest.compact.EngineChoice;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.proof.cluster.Submission.Ended;
import io.tarn.proof.cluster.Submission.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The same days on threads and on clusters of several versions, and the comparison. */
final class ClusterProof {
    private final Job job;
    private final Path folder;
    private final List<Mode> first;
    private final PrintWriter out;

    /**
     * @param folder for everything
     * @param first modes that a way through the day begins with
     * @param out told what was found
     */
    ClusterProof(Job job, Path folder, List<Mode> first, PrintWriter out) {
        this.job = job;
        this.folder = folder;
        this.first = first;
        this.out = out;
    }

    /** Throws {@link Unproven} where something did not hold. */
    void prove(List<SparkHome> sparks, Events events) throws IOException, SQLException, InterruptedException {
        Archive archive = Archive.land(events, Step.BATCHES, folder.resolve("landed"));
        List<Contents> ofFirst = List.of();
        for (SparkHome spark : sparks) {
            List<Contents> threads = prove(spark, archive);
            if (ofFirst.isEmpty()) {
                ofFirst = threads;
            } else {
                String both = sparks.get(0) + " and " + spark;
                same(both, withoutCodec(ofFirst), withoutCodec(threads));
                say(both + ": the same rows in the same order, in the same files, row groups and pages");
            }
        }
    }

    private List<Contents> prove(SparkHome spark, Archive archive)
            throws IOException, SQLException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("spark-" + spark.version()));
        say(spark + ", Scala " + spark.scala());
        Course course = new Course(archive, job, own, out);
        List<Contents> threads = course.onThreads(spark);
        merged(threads);
        try (Cluster cluster = Cluster.start(spark, Files.createDirectories(own.resolve("cluster")))) {
            for (Mode mode : first) {
                same(spark + ", threads and " + mode.word(), threads, course.onCluster(cluster, mode));
                clean(new Lake(spark + " " + mode.word() + " first", own.resolve(mode.word())));
            }
            for (Mode mode : Mode.values()) {
                failing(cluster, mode, archive, own.resolve("failing-" + mode.word()));
            }
        }
        return threads;
    }

    /** What the last step did must be there to be compared. */
    private static void merged(List<Contents> threads) {
        int appended = threads.get(threads.size() - 2).files().size();
        int merged = threads.get(threads.size() - 1).files().size();
        Unproven.require(
                merged < appended, "nothing was merged: " + appended + " files before and " + merged + " behind it");
    }

    private void same(String what, List<Contents> one, List<Contents> other) {
        for (int i = 0; i < one.size(); i++) {
            List<String> differences = one.get(i).differences(other.get(i));
            Unproven.require(
                    differences.isEmpty(),
                    what + " differ after '" + Step.ALL.get(i).name() + "':\n  " + String.join("\n  ", differences));
        }
        Contents last = one.get(one.size() - 1);
        say("  " + what + ": equal after every step; at last " + last.rows() + " rows in "
                + last.files().size() + " files");
    }

    private static List<Contents> withoutCodec(List<Contents> contents) {
        return contents.stream().map(Contents::withoutCodec).toList();
    }

    /** The next run takes away what lost attempts left, and then the lake verifies, every row against its event. */
    private void clean(Lake lake) throws IOException {
        List<String> left = lake.leftOvers();
        TarnConfig config = TarnConfig.load(lake.config(), Map.of(), Map.of(), lake.folder());
        try (ThreadsEngine threads = new ThreadsEngine()) {
            new CompactJob(CompactSetup.of(config, EngineChoice.given(threads))).run(CompactRequest.ALL);
        }
        List<String> stays = lake.leftOvers();
        Unproven.require(stays.isEmpty(), lake.name() + ": what lost attempts left stays: " + stays);
        say("  " + lake.name() + ": " + left.size() + " left-overs, none after the next run; "
                + lake.verified().rows() + " rows verify");
    }

    /**
     * A job that fails: {@code spark-submit} says so in client mode, the master in cluster mode, the report in both.
     */
    private void failing(Cluster cluster, Mode mode, Archive archive, Path folder)
            throws IOException, InterruptedException {
        Lake lake = new Lake("failing", Files.createDirectories(folder));
        archive.putInto(lake.root(), 0);
        Files.writeString(lake.config(), "lake: " + lake.root() + "\nauto-create: false\n");
        Submission submission = cluster.submit(
                mode,
                job,
                List.of(),
                List.of("compact", "--config", lake.config().toString()));
        Ended ended = submission.await();
        String report = lake.report().path("status").asText();
        String said = "a failing run in " + mode.word() + " mode: exit " + ended.code() + ", driver '" + ended.driver()
                + "', report '" + report + "'";
        boolean told = mode == Mode.CLIENT ? ended.code() != 0 : ended.driver().equals("FAILED");
        Unproven.require(told && report.equals("failed"), said);
        say("  " + said);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}

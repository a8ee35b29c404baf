package io.tarn.benchmarks;

import io.tarn.benchmarks.work.LakeCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How contestants are started. Every JVM gets the same heap and, but for Tarn, which brings its own, the options that
 * Spark's launcher gives.
 *
 * @param java the binary
 * @param tarn class path of Tarn
 * @param peers class path of Spark and what runs on it
 */
record Commands(String java, String tarn, String peers, List<String> opens) {
    /** MiB of heap that everyone has if nothing else is said. */
    static final int HEAP = 2048;

    Contestant tarn(String job, Path input) {
        return staying("Tarn", input.resolve("none"), ofTarn("TarnWork", job, input, HEAP));
    }

    Contestant duckDb(String job, Path input) {
        return staying("duckdb", input.resolve("none"), ofTarn("DuckDbWork", job, input, HEAP));
    }

    /** @param keep where Spark may put what it needs beside the results */
    Contestant spark(String name, String job, Path input, Path keep) {
        return staying(name, input, ofSpark(job, input, keep, HEAP));
    }

    /** Tarn with a heap of so many MiB. */
    List<String> tarn(String job, Path input, int heap) {
        return ofTarn("TarnWork", job, input, heap);
    }

    /** Spark likewise. */
    List<String> spark(String job, Path input, Path keep, int heap) {
        return ofSpark(job, input, keep, heap);
    }

    /** {@code ./tarn compact}, started anew for each run, on copies of a lake. */
    Contestant tarnEachRun(Path checkout, Path lake) {
        return new Contestant(
                "Tarn",
                lake,
                errors -> new EachRun(
                        folder -> {
                            List<String> command = new ArrayList<>(
                                    List.of(checkout.resolve("tarn").toString()));
                            command.addAll(LakeCopy.compact(folder));
                            return command;
                        },
                        folder -> LakeCopy.make(lake, folder),
                        errors));
    }

    /** Spark, started anew for each run. */
    Contestant sparkEachRun(String job, Path input, Path keep) {
        return new Contestant(
                "spark", input, errors -> new EachRun(folder -> ofSpark(job, input, keep, HEAP), folder -> {}, errors));
    }

    private static Contestant staying(String name, Path inputs, List<String> command) {
        return new Contestant(name, inputs, errors -> new WorkerProcess(command, errors));
    }

    private List<String> ofTarn(String main, String job, Path input, int heap) {
        List<String> command = start(heap, "-XX:+UseSerialGC");
        command.addAll(List.of("-cp", tarn, "io.tarn.benchmarks.work." + main, job, input.toString()));
        return command;
    }

    private List<String> ofSpark(String job, Path input, Path keep, int heap) {
        List<String> command = start(heap);
        command.addAll(
                List.of("-cp", peers, "io.tarn.benchmarks.peers.SparkWork", job, input.toString(), keep.toString()));
        return command;
    }

    private List<String> start(int heap, String... more) {
        List<String> command = new ArrayList<>(List.of(java, "-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(Arrays.asList(more));
        command.addAll(opens);
        return command;
    }
}

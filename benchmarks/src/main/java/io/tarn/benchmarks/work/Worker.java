package io.tarn.benchmarks.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process under measurement: reads {@code prepare FOLDER} and {@code run FOLDER} from standard input, answers each
 * with a line {@code @done}, and ends with its input. Who started it reads CPU time and memory from the operating
 * system in between, so that every contestant is measured the same way.
 */
public interface Worker {
    /** What is needed and not measured; the folder is new. */
    default void prepare(Path folder) throws Exception {}

    /** The job, all of it; results go to the folder. */
    void run(Path folder) throws Exception;

    /** Serves until standard input ends. */
    static void serve(Worker worker) throws Exception {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "prepare" -> worker.prepare(Path.of(words[1]));
                    case "run" -> worker.run(Path.of(words[1]));
                    default -> throw new IOException("unknown: " + line);
                }
                System.out.println("@done");
            }
        } catch (Throwable e) { // also too small a heap; no thread that is left may keep the process
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}

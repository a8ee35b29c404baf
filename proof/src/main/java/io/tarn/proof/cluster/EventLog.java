package io.tarn.proof.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Spark recorded of one application.
 *
 * @param tasks every attempt that ended, lost ones included
 * @param lostExecutors ids of executors that were lost while the application ran
 */
record EventLog(List<Task> tasks, List<String> lostExecutors) {
    /**
     * One attempt at one unit.
     *
     * @param stage as Tarn named it
     * @param end Spark's word for how it ended: {@code Success}, {@code ExecutorLostFailure}, {@code TaskKilled}, …
     */
    record Task(String stage, int index, int attempt, boolean speculative, String executor, String end) {}

    static EventLog read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<Integer, String> stages = new HashMap<>();
        List<Task> tasks = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.lines().map(line -> parse(json, line)).forEach(event -> {
                switch (event.path("Event").asText()) {
                    case "SparkListenerJobStart" -> {
                        String stage = event.path("Properties")
                                .path("spark.job.description")
                                .asText();
                        event.path("Stage IDs").forEach(id -> stages.put(id.asInt(), stage));
                    }
                    case "SparkListenerTaskEnd" -> tasks.add(task(event, stages));
                    case "SparkListenerExecutorRemoved" ->
                        lost.add(event.path("Executor ID").asText());
                    default -> {
                        // Of no interest here.
                    }
                }
            });
        }
        return new EventLog(List.copyOf(tasks), List.copyOf(lost));
    }

    private static Task task(JsonNode event, Map<Integer, String> stages) {
        JsonNode info = event.path("Task Info");
        return new Task(
                stages.getOrDefault(event.path("Stage ID").asInt(), ""),
                info.path("Index").asInt(),
                info.path("Attempt").asInt(),
                info.path("Speculative").asBoolean(),
                info.path("Executor ID").asText(),
                event.path("Task End Reason").path("Reason").asText());
    }

    private static JsonNode parse(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The attempts of one of Tarn's stages that ended in some way. */
    List<Task> ended(String stage, String end) {
        return tasks.stream()
                .filter(task -> task.stage().equals(stage) && task.end().equals(end))
                .toList();
    }
}

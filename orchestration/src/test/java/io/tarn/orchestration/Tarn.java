package io.tarn.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command, run in this process, over a lake in a folder. */
public final class Tarn {
    private final Path folder;

    /** What a command printed and how it ended. */
    public record Ran(int exit, String out, String err) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }

    public Tarn(Path folder, String... collections) throws IOException {
        this.folder = folder;
        List<String> lines = new ArrayList<>(List.of("lake: lake", "engine: {type: threads}"));
        if (collections.length > 0) {
            lines.add("collections:");
        }
        Arrays.stream(collections).map(line -> "  " + line).forEach(lines::add);
        Files.write(folder.resolve("tarn.yaml"), lines);
    }

    public Ran run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(1, List.of("--config", folder.resolve("tarn.yaml").toString()));
        return bare(all.toArray(new String[0]));
    }

    public static Ran bare(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ran(exit, out.toString(), err.toString());
    }

    public Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, List.of(lines));
        return file;
    }
}

package io.tarn.proof.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.core.config.TarnConfig;
import io.tarn.ingest.verify.VerifyJob;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.ingest.verify.VerifyRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A lake in a directory, with its configuration beside it. */
record Lake(String name, Path folder) {
    /** Makes an empty one. */
    static Lake create(String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        Lake lake = new Lake(name, folder);
        // Every day is open until it is sealed by request, so that rows come to hot files first. Several files of
        // several row groups a day, so that there are boundaries to compare. Two late files are merged at once.
        Files.writeString(lake.config(), "lake: " + lake.root() + "\n" + """
                        defaults:
                          lateness: 365d
                          target-file-size: 256KiB
                          row-group-size: 128KiB
                          merge: {files: 2, quiet: 0s}
                          grace: 0s
                        """ + Events.COLLECTIONS);
        return lake;
    }

    Path root() {
        return folder.resolve("lake");
    }

    Path config() {
        return folder.resolve("tarn.yaml");
    }

    private Path state() {
        return root().resolve("_tarn");
    }

    /** Every Parquet file, published, hot and waiting, by its path in the lake. */
    List<Path> files() throws IOException {
        return under(root(), ".parquet").stream()
                .filter(file -> !file.startsWith(state().resolve("local")))
                .toList();
    }

    List<Path> heads() throws IOException {
        return under(state().resolve("heads"), ".json");
    }

    /**
     * The collection of an upload of a published file that somebody has begun and is still writing; empty where there
     * is none. Here only seals and appends write to the lake root, and a file is smaller than a part, which is stored
     * when the file ends.
     */
    Optional<String> staging() {
        Path uploads = state().resolve("local").resolve("root").resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(uploads)) {
            for (Path upload : all) {
                if (!hasPart(upload)) {
                    String key = Files.readString(upload.resolve("key"));
                    return Optional.of(key.substring(0, key.indexOf('/')));
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException changing) {
            return Optional.empty(); // looked at again at once
        }
    }

    private static boolean hasPart(Path upload) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(upload, "part-*")) {
            return parts.iterator().hasNext();
        }
    }

    /** The newest run report. */
    JsonNode report() throws IOException {
        List<Path> reports = under(state().resolve("reports"), ".json");
        Unproven.require(!reports.isEmpty(), "There is no run report in '" + folder + "'");
        return new ObjectMapper()
                .readTree(reports.stream()
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .toFile());
    }

    /** True once no day of a collection has rows that wait, nor a transaction. */
    boolean settled(String collection) {
        ObjectMapper json = new ObjectMapper();
        try {
            for (Path file : under(state().resolve("heads").resolve(collection), ".json")) {
                JsonNode head = json.readTree(file.toFile());
                if (!head.path("waiting").isEmpty() || head.hasNonNull("pending")) {
                    return false;
                }
            }
            return true;
        } catch (IOException changing) {
            return false; // a head that is being replaced is read again
        }
    }

    /** What lost attempts may leave, and no run may leave behind: unfinished uploads, work areas, unnamed objects. */
    List<String> leftOvers() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path uploads : List.of(
                state().resolve("local/root/uploads"),
                state().resolve("local/state/uploads"),
                state().resolve("work"))) {
            under(uploads, "").forEach(file -> left.add(root().relativize(file).toString()));
        }
        StringBuilder named = new StringBuilder();
        for (Path record : under(state().resolve("log"), ".json")) {
            named.append(Files.readString(record));
        }
        for (String part : List.of("ids", "quarantine")) {
            for (Path file : under(state().resolve(part), "")) {
                if (named.indexOf(String.valueOf(file.getFileName())) < 0) {
                    left.add(root().relativize(file) + " (no log record names it)");
                }
            }
        }
        return left;
    }

    /** Judges it by Tarn's own deep verification, which shares no code with what wrote the rows. */
    VerifyReport verified() {
        TarnConfig config = TarnConfig.load(config(), Map.of(), Map.of(), folder);
        VerifyReport report = VerifyJob.of(config, said -> {}).run(new VerifyRequest(Set.of(), VerifyMode.DEEP));
        Unproven.require(report.passed(), name + " does not verify: " + report.problems() + " " + report.balance());
        return report;
    }

    private static List<Path> under(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException changing) {
            if (changing.getCause() instanceof NoSuchFileException) {
                return under(folder, ending);
            }
            throw changing;
        }
    }
}

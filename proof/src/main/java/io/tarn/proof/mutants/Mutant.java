package io.tarn.proof.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A planted bug.
 *
 * @param name of its file
 * @param source the file that is changed, relative to the checkout
 * @param check what must catch it: {@code test CLASS[#METHOD]} or {@code proof ARGUMENTS}
 * @param changes what becomes what; each stands in the source exactly once
 */
record Mutant(String name, String source, String check, List<Change> changes) {
    private static final String REPLACE = "<<<<";
    private static final String BY = "====";
    private static final String END = ">>>>";

    /** A piece of source. */
    record Change(String from, String to) {}

    /** All of a folder, by name. */
    static List<Mutant> all(Path folder) throws IOException {
        List<Mutant> all = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.mutant")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName()).replace(".mutant", "");
                all.add(parse(name, Files.readAllLines(file)));
            }
        }
        all.sort((a, b) -> a.name.compareTo(b.name));
        return all;
    }

    /** Reads {@code key: value} lines, comments beginning with {@code #}, and blocks of what becomes what. */
    static Mutant parse(String name, List<String> lines) {
        Map<String, String> keys = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals(REPLACE)) {
                int by = find(name, lines, BY, i);
                int end = find(name, lines, END, by);
                changes.add(new Change(text(lines.subList(i + 1, by)), text(lines.subList(by + 1, end))));
                i = end;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                if (colon < 0) {
                    throw new IllegalArgumentException("Mutant " + name + " has a line that says nothing: " + line);
                }
                keys.put(line.substring(0, colon), line.substring(colon + 2).trim());
            }
        }
        if (!keys.keySet().equals(java.util.Set.of("source", "caught by")) || changes.isEmpty()) {
            throw new IllegalArgumentException("Mutant " + name + " needs 'source', 'caught by' and a change");
        }
        return new Mutant(name, keys.getOrDefault("source", ""), keys.getOrDefault("caught by", ""), changes);
    }

    /** The source with the bug in it; {@link IllegalArgumentException} where the text is not there exactly once. */
    String plant(String original) {
        String text = original;
        for (Change change : changes) {
            int at = text.indexOf(change.from);
            if (at < 0 || text.indexOf(change.from, at + 1) >= 0) {
                throw new IllegalArgumentException("Mutant " + name + ": in " + source + " there is "
                        + (at < 0 ? "no" : "more than one") + " piece\n" + change.from);
            }
            text = text.substring(0, at) + change.to + text.substring(at + change.from.length());
        }
        return text;
    }

    private static int find(String name, List<String> lines, String mark, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).equals(mark)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Mutant " + name + " lacks " + mark);
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}

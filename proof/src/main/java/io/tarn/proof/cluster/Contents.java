package io.tarn.proof.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a lake holds at one moment.
 *
 * @param files by path
 * @param folders what all files of a folder hold together, in the order of their names
 * @param heads by path, without times and owners
 */
record Contents(
        SortedMap<String, Parquet> files, SortedMap<String, Parquet> folders, SortedMap<String, JsonNode> heads) {
    /** Times and owners differ from run to run, and with them the checksum of the whole. */
    private static final List<String> OF_THE_RUN =
            List.of("changed_at", "owner", "waiting_since", "retired_at", "crc32c");
    /** Sizes and checksums differ with the version of the codec, and with the sizes where a file is full. */
    private static final List<String> OF_THE_CODEC = List.of("size", "crc32c", "rows", "undated");

    private static final String ROWS_IN_ORDER = "SELECT count(*), md5(string_agg(h, '' ORDER BY n)) FROM"
            + " (SELECT row_number() OVER () AS n, md5(CAST(t AS VARCHAR)) AS h"
            + " FROM read_parquet(%s, union_by_name = true) t)";

    /**
     * One file.
     *
     * @param bytes SHA-256 of them
     * @param order hash of all rows in their order, as DuckDB reads them
     */
    record Parquet(String bytes, long rows, String order) {}

    /** Reads all of it, with a reader that is not Tarn's. */
    static Contents of(Lake lake) throws IOException, SQLException {
        SortedMap<String, Parquet> files = new TreeMap<>();
        SortedMap<String, Parquet> folders = new TreeMap<>();
        SortedMap<Path, List<Path>> byFolder = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement query = duck.createStatement()) {
            for (Path file : lake.files()) {
                files.put(name(lake, file), rows(query, sha256(file), List.of(file)));
                byFolder.computeIfAbsent(file.getParent(), folder -> new ArrayList<>())
                        .add(file);
            }
            for (Map.Entry<Path, List<Path>> folder : byFolder.entrySet()) {
                List<Path> inOrder = folder.getValue().stream().sorted().toList();
                folders.put(name(lake, folder.getKey()), rows(query, "", inOrder));
            }
        }
        SortedMap<String, JsonNode> heads = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : lake.heads()) {
            ObjectNode head = (ObjectNode) json.readTree(file.toFile());
            head.remove(OF_THE_RUN);
            heads.put(lake.root().relativize(file).toString(), head);
        }
        return new Contents(files, folders, heads);
    }

    private static String name(Lake lake, Path path) {
        return lake.root().relativize(path).toString();
    }

    private static Parquet rows(Statement query, String bytes, List<Path> files) throws SQLException {
        String names = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(",", "[", "]"));
        try (ResultSet found = query.executeQuery(String.format(Locale.ROOT, ROWS_IN_ORDER, names))) {
            found.next();
            return new Parquet(bytes, found.getLong(1), found.getString(2));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * The same as far as two versions of the codec give it: which rows a folder has, in which order and in how many
     * files, and the heads. A file is full when its compressed pages are, so its last row may be another.
     */
    Contents withoutCodec() {
        SortedMap<String, JsonNode> bare = new TreeMap<>();
        heads.forEach((path, head) -> {
            JsonNode copy = head.deepCopy();
            for (String list : List.of("files", "waiting", "retired")) {
                copy.path(list).forEach(file -> ((ObjectNode) file).remove(OF_THE_CODEC));
            }
            bare.put(path, copy);
        });
        return new Contents(Collections.emptySortedMap(), folders, bare);
    }

    /** What is not the same in the other, for people; empty where all is. */
    List<String> differences(Contents other) {
        List<String> differences = new ArrayList<>();
        compare(files, other.files, differences);
        compare(folders, other.folders, differences);
        compare(heads, other.heads, differences);
        return differences;
    }

    private static <T> void compare(SortedMap<String, T> one, SortedMap<String, T> other, List<String> differences) {
        SortedSet<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(other.keySet());
        for (String path : paths) {
            if (!Objects.equals(one.get(path), other.get(path))) {
                differences.add(path + ": " + one.get(path) + " and " + other.get(path));
            }
        }
    }

    long rows() {
        return files.values().stream().mapToLong(Parquet::rows).sum();
    }
}

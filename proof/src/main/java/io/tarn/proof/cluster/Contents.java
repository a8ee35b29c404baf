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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a lake holds at one moment.
 *
 * @param files by path
 * @param heads by path, without times and owners
 */
record Contents(SortedMap<String, Parquet> files, SortedMap<String, JsonNode> heads) {
    /** Times and owners differ from run to run, and with them the checksum of the whole. */
    private static final List<String> OF_THE_RUN =
            List.of("changed_at", "owner", "waiting_since", "retired_at", "crc32c");
    /** Sizes and checksums differ with the version of the codec. */
    private static final List<String> OF_THE_CODEC = List.of("size", "crc32c");

    private static final String ROWS_IN_ORDER = "SELECT count(*), md5(string_agg(h, '' ORDER BY n)) FROM"
            + " (SELECT row_number() OVER () AS n, md5(CAST(t AS VARCHAR)) AS h"
            + " FROM read_parquet('%s') t)";

    /**
     * One file.
     *
     * @param bytes SHA-256 of them
     * @param order hash of all rows in their order, as DuckDB reads them
     * @param groups its row groups, with the pages of their columns
     */
    record Parquet(String bytes, long rows, String order, List<Boundaries> groups) {
        Parquet withoutBytes() {
            return new Parquet("", rows, order, groups);
        }
    }

    /** Reads all of it, with readers that are not Tarn's. */
    static Contents of(Lake lake) throws IOException, SQLException {
        SortedMap<String, Parquet> files = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement query = duck.createStatement()) {
            for (Path file : lake.files()) {
                files.put(name(lake, file), parquet(query, file));
            }
        }
        SortedMap<String, JsonNode> heads = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : lake.heads()) {
            ObjectNode head = (ObjectNode) json.readTree(file.toFile());
            head.remove(OF_THE_RUN);
            heads.put(name(lake, file), head);
        }
        return new Contents(files, heads);
    }

    private static String name(Lake lake, Path path) {
        return lake.root().relativize(path).toString();
    }

    private static Parquet parquet(Statement query, Path file) throws IOException, SQLException {
        try (ResultSet found = query.executeQuery(String.format(Locale.ROOT, ROWS_IN_ORDER, file))) {
            found.next();
            return new Parquet(sha256(file), found.getLong(1), found.getString(2), Boundaries.of(file));
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
     * The same as far as two versions of the codec give it: of every file its rows, their order, and where row groups
     * and pages end; and the heads.
     */
    Contents withoutCodec() {
        SortedMap<String, Parquet> bareFiles = new TreeMap<>();
        files.forEach((path, file) -> bareFiles.put(path, file.withoutBytes()));
        SortedMap<String, JsonNode> bareHeads = new TreeMap<>();
        heads.forEach((path, head) -> {
            JsonNode copy = head.deepCopy();
            for (String list : List.of("files", "waiting", "retired")) {
                copy.path(list).forEach(file -> ((ObjectNode) file).remove(OF_THE_CODEC));
            }
            bareHeads.put(path, copy);
        });
        return new Contents(bareFiles, bareHeads);
    }

    /** What is not the same in the other, for people; empty where all is. */
    List<String> differences(Contents other) {
        List<String> differences = new ArrayList<>();
        compare(files, other.files, differences);
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

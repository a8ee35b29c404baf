import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lands, compacts and verifies real event sets through the {@code tarn} command, and counts with DuckDB what a reader sees.
 *
 * <p>Use: {@code .ci/real-sets DATA [--sets a,b] [--checks spark,threads,order,steps] [--work DIR]}; see CONTRIBUTING.md.
 */
final class RealSets {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One set: where it lies, how it is landed, what it must show. A negative number is not checked. */
    private record Spec(
            String name,
            String source,
            List<String> landOptions,
            String settings,
            long received,
            long published,
            long deduplicated,
            long conflicts,
            long undated,
            int days,
            boolean variantsOfChecks) {}

    private static final List<Spec> SPECS = List.of(
            new Spec("webhooks", "webhooks", List.of(), "{}", 271, 271, 0, 0, 0, 1, true),
            new Spec("github_events", "github-events", List.of(),
                    "{event-time: {field: /created_at, format: iso8601}}", 800, 800, 0, 0, 0, 1, true),
            new Spec("zeek", "zeek/zeek-json", List.of(),
                    "{event-time: {field: /ts, format: iso8601}}", 158_439, 158_439, 0, 0, 512, -1, true),
            new Spec("spark_event_logs", "spark-event-logs", List.of(),
                    "{event-time: {field: /Timestamp, format: epoch-ms}}", 1_192, 1_192, 0, 0, -1, -1, false),
            new Spec("bike_stations", "bike-stations", List.of("--records", "/data/stations"),
                    "{event-time: {field: /last_reported, format: epoch-s}}", 393_796, 393_796, 0, 0, 0, 24, true),
            new Spec("vulnerabilities", "vulnerabilities", List.of(),
                    "{event-time: {field: /cveMetadata/dateUpdated, format: iso8601}}", 44_130, 44_130, 0, 0, 0, 171, false),
            new Spec("security_events", "security-events", List.of(),
                    "{event-time: {field: /@timestamp, format: iso8601}}", 457_291, 457_291, 0, 0, 5_518, 34, false),
            new Spec("power_outages", "power-outages", List.of(),
                    "{event-time: {field: /lastUpdateTime, format: epoch-s}, id: [/outageNumber, /lastUpdateTime]}",
                    1_607_395, 102_146, 1_505_249, 44_775, 0, 18, true));

    private final Path root;
    private final Path data;
    private final Path work;
    private final List<String> checks;
    private final List<String> failures = new ArrayList<>();
    private final List<String> table = new ArrayList<>();
    private int passed;

    private RealSets(Path root, Path data, Path work, List<String> checks) {
        this.root = root;
        this.data = data;
        this.work = work;
        this.checks = checks;
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]).toAbsolutePath();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        List<String> sets = list(options.getOrDefault("--sets", String.join(",", SPECS.stream().map(Spec::name).toList())));
        List<String> checks = list(options.getOrDefault("--checks", "spark,threads,order,steps"));
        Path work = options.containsKey("--work")
                ? Files.createDirectories(Path.of(options.get("--work"))).toAbsolutePath()
                : Files.createTempDirectory("tarn-real-sets");
        RealSets run = new RealSets(Path.of("").toAbsolutePath(), data, work, checks);
        for (Spec spec : SPECS) {
            if (sets.contains(spec.name())) {
                run.set(spec);
            }
        }
        System.exit(run.summary());
    }

    private int summary() {
        System.out.println();
        table.forEach(System.out::println);
        failures.forEach(f -> System.out.println("FAILED " + f));
        System.out.println(passed + " passed, " + failures.size() + " failed");
        return failures.isEmpty() ? 0 : 1;
    }

    // ---- one set ----

    private void set(Spec spec) throws Exception {
        System.out.println("== " + spec.name());
        Path base = Files.createDirectories(work.resolve(spec.name()));
        Path landed = lake(base.resolve("landed"), spec);
        Usage land = land(spec, landed, List.of(data.resolve(spec.source())), spec.received());
        Path main = null;
        if (checks.contains("spark")) {
            main = copy(landed, base.resolve("spark"));
            Usage compact = compactAndCheck(spec, main, "spark");
            row(spec, main, land, compact);
            landsNothingAgain(spec, main);
        }
        if (checks.contains("threads") && spec.variantsOfChecks()) {
            Path threads = copy(landed, base.resolve("threads"));
            Usage compact = compactAndCheck(spec, threads, "threads");
            if (main != null) {
                check(spec, "both engines write the same files", tree(main, spec).equals(tree(threads, spec)));
            } else {
                row(spec, threads, land, compact);
                main = threads;
            }
        }
        if (main != null && spec.variantsOfChecks() && (checks.contains("order") || checks.contains("steps"))) {
            List<Path> files = pieces(spec, base.resolve("pieces"));
            if (checks.contains("order")) {
                anotherOrder(spec, base, main, files);
            }
            if (checks.contains("steps")) {
                inSteps(spec, base, files);
            }
        }
        delete(base);
    }

    private void landsNothingAgain(Spec spec, Path lake) throws Exception {
        JsonNode again = json(tarn(lake, landArguments(spec, List.of(data.resolve(spec.source())))).expect(0));
        check(spec, "landing the same files again adds nothing", again.path("received").asLong() == 0);
    }

    private void anotherOrder(Spec spec, Path base, Path main, List<Path> files) throws Exception {
        List<Path> reversed = new ArrayList<>(files);
        Collections.reverse(reversed);
        Path lake = lake(base.resolve("order"), spec);
        land(spec, lake, reversed, spec.received());
        compactAndCheck(spec, lake, "threads");
        check(spec, "another order: same schema", schema(spec, main).equals(schema(spec, lake)));
        String columns = spec.deduplicated() > 0 ? "outageNumber, lastUpdateTime".toLowerCase(Locale.ROOT) : "* EXCLUDE (tarn)";
        check(spec, "another order: same rows", fingerprint(spec, main, columns).equals(fingerprint(spec, lake, columns)));
        delete(lake);
    }

    private void inSteps(Spec spec, Path base, List<Path> files) throws Exception {
        Path lake = lake(base.resolve("steps"), spec);
        int steps = Math.min(4, files.size());
        for (int i = 0; i < steps; i++) {
            List<Path> some = files.subList(files.size() * i / steps, files.size() * (i + 1) / steps);
            land(spec, lake, some, -1);
            tarn(lake, List.of("compact", "--seal-open", "-D", "engine.type=threads", "--json")).expect(0);
        }
        verified(spec, lake, "in " + steps + " steps");
        delete(lake);
    }

    private Usage land(Spec spec, Path lake, List<Path> from, long expected) throws Exception {
        Result landed = tarn(lake, landArguments(spec, from)).expect(0);
        if (expected >= 0) {
            equal(spec, "landed", expected, json(landed).path("received").asLong());
        }
        return landed.usage();
    }

    private static List<String> landArguments(Spec spec, List<Path> from) {
        List<String> arguments = new ArrayList<>(List.of("land", spec.name()));
        from.forEach(p -> arguments.add(p.toString()));
        arguments.addAll(spec.landOptions());
        arguments.add("--json");
        return arguments;
    }

    private Usage compactAndCheck(Spec spec, Path lake, String engine) throws Exception {
        Result result =
                tarn(lake, List.of("compact", "--seal-open", "-D", "engine.type=" + engine, "--json")).expect(0);
        JsonNode report = json(result);
        equal(spec, engine + ": engine", engine, report.path("engine").asText());
        if ("spark".equals(engine)) {
            check(spec, "spark did the work", report.path("spark").path("tasks").asLong() > 0);
        }
        verified(spec, lake, engine);
        return result.usage();
    }

    private void verified(Spec spec, Path lake, String what) throws Exception {
        JsonNode verify = json(tarn(lake, List.of("verify", "--deep", "--json")).expect(0));
        JsonNode balance = verify.path("balance").path(0);
        check(spec, what + ": balanced", balance.path("balanced").asBoolean());
        check(spec, what + ": verify --deep is clean", verify.path("problems").isEmpty());
        equal(spec, what + ": received", spec.received(), balance.path("received").asLong());
        equal(spec, what + ": published", spec.published(), balance.path("published").asLong());
        equal(spec, what + ": quarantined", 0L, balance.path("quarantined").asLong());
        equal(spec, what + ": deduplicated", spec.deduplicated(), balance.path("deduplicated").asLong());
        if (!what.contains("steps") && spec.conflicts() >= 0 && !lake.endsWith("order")) {
            equal(spec, what + ": conflicts", spec.conflicts(), balance.path("conflicts").asLong());
        }
        if (spec.undated() >= 0) {
            equal(spec, what + ": undated", spec.undated(), balance.path("undated").asLong());
        }
        if (spec.days() >= 0) {
            equal(spec, what + ": days", (long) spec.days(), (long) days(spec, lake));
        }
        equal(spec, what + ": DuckDB counts", spec.published(), Long.parseLong(fingerprint(spec, lake, "*").split(" ", 2)[0]));
    }

    // ---- what the lake holds ----

    private int days(Spec spec, Path lake) throws IOException {
        try (Stream<Path> all = Files.walk(lake.resolve("lake").resolve(spec.name()))) {
            return (int) all.filter(p -> p.getFileName().toString().startsWith("day=")).count();
        }
    }

    private Map<String, String> tree(Path lake, Spec spec) throws Exception {
        Map<String, String> tree = new TreeMap<>();
        Path top = lake.resolve("lake").resolve(spec.name());
        try (Stream<Path> all = Files.walk(top)) {
            for (Path p : all.filter(Files::isRegularFile).toList()) {
                byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(p));
                tree.put(top.relativize(p).toString(), java.util.HexFormat.of().formatHex(digest));
            }
        }
        return tree;
    }

    /** Count and an order-independent hash over every value of the given columns, as an independent reader sees them. */
    private String fingerprint(Spec spec, Path lake, String columns) throws SQLException {
        String files = lake.resolve("lake").resolve(spec.name()) + "/**/*.parquet";
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            sql.execute("SET memory_limit='3GB'");
            sql.execute("SET threads=2");
            try (ResultSet r = sql.executeQuery("SELECT count(*), sum(hash(t)::HUGEINT) FROM (SELECT " + columns
                    + " FROM read_parquet('" + files + "', union_by_name=true, hive_partitioning=true)) t")) {
                r.next();
                return r.getLong(1) + " " + r.getString(2);
            }
        }
    }

    private JsonNode schema(Spec spec, Path lake) throws Exception {
        return json(tarn(lake, List.of("schema", "show", spec.name(), "--json")).expect(0)).path("columns");
    }

    private void row(Spec spec, Path lake, Usage land, Usage compact) throws Exception {
        long[] sum = new long[2];
        try (Stream<Path> all = Files.walk(lake.resolve("lake").resolve(spec.name()))) {
            for (Path p : all.filter(Files::isRegularFile).toList()) {
                sum[0]++;
                sum[1] += Files.size(p);
            }
        }
        int[] columns = leaves(schema(spec, lake), new int[2], false);
        table.add(String.format(
                Locale.ROOT,
                "%-17s %4d days %5d files %11d bytes %5d leaf columns %4d variants | land %6.1f CPU s %5d MiB | compact %6.1f CPU s %5d MiB",
                spec.name(), days(spec, lake), sum[0], sum[1], columns[0], columns[1],
                land.cpuSeconds(), land.peakMiB(), compact.cpuSeconds(), compact.peakMiB()));
    }

    private static int[] leaves(JsonNode columns, int[] sum, boolean inVariant) {
        for (JsonNode c : columns) {
            boolean variant = c.path("variant").asBoolean();
            if (variant) {
                sum[1]++;
            }
            if (c.has("fields") && !c.path("fields").isEmpty()) {
                leaves(c.path("fields"), sum, variant);
            } else {
                sum[0]++;
            }
        }
        return sum;
    }

    // ---- preparing ----

    private Path lake(Path folder, Spec spec) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("tarn.yaml"), "lake: lake\ncollections:\n  " + spec.name() + ": " + spec.settings() + "\n");
        return folder;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path p : all.toList()) {
                Files.copy(p, to.resolve(from.relativize(p).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    /** The set's files one by one: tars unpacked, in order of their names; a set of one file is cut into four. */
    private List<Path> pieces(Spec spec, Path into) throws Exception {
        Files.createDirectories(into);
        List<Path> found;
        try (Stream<Path> all = Files.walk(data.resolve(spec.source()))) {
            found = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path p : found) {
            if (p.toString().endsWith(".tar.zst")) {
                shell("zstd -dcq '" + p + "' | tar x -C '" + into + "'");
            } else if (found.size() == 1) {
                Path whole = Files.createTempFile(work, "whole", ".ndjson");
                shell("gzip -dc '" + p + "' > '" + whole + "' && split -n l/4 --additional-suffix=.ndjson '" + whole + "' '"
                        + into + "/piece-'");
                Files.delete(whole);
            } else {
                Files.copy(p, into.resolve(p.getFileName()));
            }
        }
        try (Stream<Path> all = Files.walk(into)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static void shell(String command) throws Exception {
        int exit = new ProcessBuilder("bash", "-o", "pipefail", "-c", command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("exit " + exit + ": " + command);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Collections.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    // ---- running the command ----

    /** CPU seconds (user and system) and peak memory of one process, as last seen. */
    private record Usage(double cpuSeconds, long peakMiB) {}

    private record Result(List<String> command, int exit, byte[] out, String err, Usage usage) {
        Result expect(int code) {
            if (exit != code) {
                throw new IllegalStateException("exit " + exit + " instead of " + code + ": "
                        + command.stream().limit(12).toList() + "\n" + new String(out, StandardCharsets.UTF_8)
                        + "\n" + err);
            }
            return this;
        }
    }

    private Result tarn(Path lake, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("tarn").toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(work, "out", ".json");
        Path err = Files.createTempFile(work, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TARN_CONFIG", lake.resolve("tarn.yaml").toString());
        long begun = System.nanoTime();
        Process process = builder.start();
        Usage usage = new Usage(0, 0);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            usage = usage(process.pid(), usage);
        }
        System.out.printf(
                Locale.ROOT, "   %6.1f s  %6.1f CPU s  %5d MiB  exit %d  %s%n",
                (System.nanoTime() - begun) / 1e9, usage.cpuSeconds(), usage.peakMiB(), process.exitValue(),
                String.join(" ", arguments.stream().limit(3).toList()));
        Result result = new Result(command, process.exitValue(), Files.readAllBytes(out), Files.readString(err), usage);
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private static Usage usage(long pid, Usage last) {
        try {
            String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split("\\) ", 2)[1].split(" ");
            double cpu = (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / 100.0;
            long peak = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(last.peakMiB());
            return new Usage(cpu, peak);
        } catch (IOException | UncheckedIOException | ArrayIndexOutOfBoundsException ended) {
            return last; // the process ended between two looks
        }
    }

    private static JsonNode json(Result result) throws IOException {
        return JSON.readTree(result.out());
    }

    // ---- checks ----

    private void equal(Spec spec, String what, Object expected, Object actual) {
        check(spec, what + ": expected " + expected + ", got " + actual, expected.equals(actual));
    }

    private void check(Spec spec, String what, boolean holds) {
        if (holds) {
            passed++;
        } else {
            failures.add(spec.name() + ": " + what);
            System.out.println("   FAILED " + what);
        }
    }

    private static List<String> list(String commas) {
        return Arrays.asList(commas.split(","));
    }
}

package io.tarn.ingest.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.core.ExitCode;
import io.tarn.ingest.compact.CompactRequest.Search;
import io.tarn.ingest.compact.FaultyStore.Crash;
import io.tarn.ingest.compact.FaultyStore.Fuse;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.verify.Problem;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every derived object of a small lake is deleted, cut, emptied, and gets one flipped byte. Each time verification
 * names it; what can be built again is, with the same rows; of what cannot, nothing else is touched.
 */
final class DamageIT {
    private static final long SEED = Long.getLong("tarn.damage.seed", System.nanoTime() & 0xffffff);

    /** Primary, not derived, or nobody's loss: named when damaged, and left. */
    private static final List<String> NAMED_ONLY = List.of("log/shop/0", "settings/", "reports/");

    /** Nothing is lost with the object: its absence is a state that the next run starts from. */
    private static final List<String> MAY_BE_ABSENT = List.of("leases/", "arrivals/", "reports/");

    private static final CompactRequest REPAIR = CompactRequest.ALL.search(Search.ARCHIVE);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private World world;
    private Map<Path, byte[]> whole = Map.of();
    private List<String> rows = List.of();

    @BeforeEach
    void aSmallLake() throws IOException {
        world = new World(folder.resolve("lake"));
        build();
        assertThat(verify().problems()).isEmpty();
        whole = snapshot();
        rows = rows();
    }

    enum Damage {
        DELETED,
        CUT,
        EMPTIED,
        FLIPPED
    }

    @Test
    void whatever_is_damaged_is_found_and_what_can_be_built_again_is() throws IOException {
        Set<String> kinds = new TreeSet<>();
        List<String> failed = new ArrayList<>();
        int cases = 0;
        for (Path object : objects()) {
            for (Damage damage : Damage.values()) {
                String key = key(object);
                if (whole.get(object).length == 0 && damage != Damage.DELETED) {
                    continue;
                }
                try {
                    one(object, key, damage);
                } catch (AssertionError | RuntimeException e) {
                    failed.add(damage + " '" + key + "': " + e);
                }
                kinds.add(key.replaceAll("/.*", ""));
                cases++;
                restore();
            }
        }
        System.out.println("DamageIT: " + cases + " cases, kinds " + kinds + ", seed " + SEED);
        assertThat(failed).as("seed, for -Dtarn.damage.seed: " + SEED).isEmpty();
        assertThat(kinds)
                .contains(
                        "shop", "hot", "waiting", "heads", "log", "ids", "quarantine", "schemas", "settings", "catalog")
                .contains("reports", "leases", "arrivals");
    }

    private void one(Path object, String key, Damage damage) throws IOException {
        damage(object, damage);
        boolean absent = damage == Damage.DELETED && MAY_BE_ABSENT.stream().anyMatch(key::startsWith);
        VerifyReport found = verify();
        if (!absent) {
            assertThat(found.problems())
                    .as("what verification names")
                    .anyMatch(problem -> key.equals(problem.object()) || names(problem, key));
        }
        CompactResult result = world.compact(REPAIR);
        if (NAMED_ONLY.stream().anyMatch(key::startsWith) && !absent) {
            if (!key.startsWith("reports/")) {
                assertThat(result.exitCode()).isEqualTo(ExitCode.INTEGRITY);
                assertThat(result.report().problems()).anyMatch(problem -> problem.contains(key));
                untouched(Set.of(object));
            }
            return;
        }
        everythingIsAsItWas(result);
        if (!absent && !key.startsWith("leases/")) {
            assertThat(result.report().repaired()).anyMatch(line -> line.startsWith("'" + key + "'"));
        }
    }

    private void everythingIsAsItWas(CompactResult result) {
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        VerifyReport after = verify();
        assertThat(after.problems()).as("problems after the repair").isEmpty();
        assertThat(after.passed()).isTrue();
        assertThat(rows()).as("rows after the repair").isEqualTo(rows);
    }

    @Test
    void a_repair_that_dies_is_run_again() throws IOException {
        List<String> failed = new ArrayList<>();
        int died = 0;
        for (Path object : objects()) {
            String key = key(object);
            if (NAMED_ONLY.stream().anyMatch(key::startsWith) || whole.get(object).length == 0) {
                continue;
            }
            Damage damage = random.nextBoolean() ? Damage.DELETED : Damage.FLIPPED;
            try {
                damage(object, damage);
                Fuse fuse = new Fuse(random.nextInt(60), random.nextBoolean());
                Processes process = world.process();
                try {
                    new CompactJob(world.setup(process, Steps.NONE, store -> new FaultyStore(store, fuse))).run(REPAIR);
                } catch (Crash expected) {
                    died++;
                } finally {
                    world.die(process);
                }
                world.compact(REPAIR);
                everythingIsAsItWas(world.compact(REPAIR));
            } catch (AssertionError | RuntimeException e) {
                failed.add(damage + " '" + key + "': " + e);
            }
            restore();
        }
        System.out.println("DamageIT: " + died + " repairs died, seed " + SEED);
        assertThat(failed).as("seed, for -Dtarn.damage.seed: " + SEED).isEmpty();
        assertThat(died).isPositive();
    }

    @Test
    void many_objects_at_once_are_built_again() throws IOException {
        for (Path object : objects()) {
            String key = key(object);
            if (key.matches("(shop|hot|waiting|quarantine|ids|catalog)[/.].*") || key.endsWith("tail.json")) {
                damage(object, random.nextBoolean() ? Damage.DELETED : Damage.FLIPPED);
            }
        }
        everythingIsAsItWas(world.compact(REPAIR));
    }

    @Test
    void what_the_archive_does_not_give_is_left_as_it_is() throws IOException {
        Set<Path> damaged = new HashSet<>();
        for (Path object : whole.keySet()) {
            boolean archived = key(object).startsWith("archive/");
            if (archived || key(object).startsWith("hot/")) {
                damage(object, archived ? Damage.EMPTIED : Damage.FLIPPED);
                damaged.add(object);
            }
        }
        Map<Path, byte[]> before = snapshot();
        CompactResult result = world.compact(REPAIR);
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(result.report().repaired()).isEmpty();
        assertThat(result.report().problems()).anyMatch(problem -> problem.startsWith("'hot/shop/"));
        for (Path object : damaged) {
            assertThat(Files.readAllBytes(object)).as(key(object)).isEqualTo(before.get(object));
        }
        untouched(damaged);
    }

    /**
     * The catalog's problems are named by day, and a gap in the log by what is missing or by the tail that knows it.
     */
    private static boolean names(Problem problem, String key) {
        return key.startsWith("catalog/") && problem.kind().equals("catalog")
                || key.startsWith("log/") && problem.kind().equals("log_gap");
    }

    /** A day that is sealed, with a late file, more late rows that wait, and an open one; two schemas; known ids. */
    private void build() {
        world.settings = Map.of("collections.shop.id", "/id");
        world.clock.forward(
                Duration.between(world.clock.instant(), at(world.clock.today().plusDays(1), 1)));
        LocalDate first = world.clock.today();
        world.land(first, "{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":2}", "broken");
        run();
        world.land(first, "{\"id\":3,\"a\":3,\"b\":\"new\"}", "{\"id\":1,\"a\":1}");
        run();
        world.clock.forward(Duration.ofHours(26));
        run();
        LocalDate second = world.clock.today();
        world.land(first, "{\"id\":4,\"a\":\"late\"}", "{\"id\":2,\"a\":2}", "[broken too]");
        world.land(second, "{\"id\":5,\"a\":5}");
        run();
        world.clock.forward(Duration.ofHours(7));
        run();
        world.land(first, "{\"id\":6,\"a\":6}");
        world.land(second, "{\"id\":7,\"c\":{\"d\":1.5}}", "{\"id\":5,\"a\":5}");
        run();
        assertThat(world.heads().read(first).orElseThrow().files()).hasSize(2);
        assertThat(world.heads().read(first).orElseThrow().waiting()).hasSize(1);
        assertThat(world.heads().read(second).orElseThrow().files()).hasSize(2);
    }

    private static java.time.Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    }

    private void run() {
        assertThat(world.compact(CompactRequest.ALL).report().problems()).isEmpty();
    }

    private VerifyReport verify() {
        return world.report(VerifyMode.DEEP);
    }

    private void damage(Path object, Damage damage) throws IOException {
        byte[] bytes = whole.getOrDefault(object, new byte[0]);
        switch (damage) {
            case DELETED -> Files.delete(object);
            case CUT ->
                Files.write(
                        object,
                        Arrays.copyOf(
                                bytes, random.nextInt(Math.max(1, bytes.length - 1)) + (bytes.length > 1 ? 1 : 0)));
            case EMPTIED -> Files.write(object, new byte[0]);
            case FLIPPED -> {
                byte[] flipped = bytes.clone();
                flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(object, flipped);
            }
        }
    }

    /**
     * Every row with all its values, as DuckDB reads them; which columns a file has besides is its schema's business.
     */
    private static List<String> values(Path folder) {
        return Witness.valueRows(folder).stream()
                .map(DamageIT::withoutNulls)
                .sorted()
                .toList();
    }

    private static String withoutNulls(String row) {
        try {
            TreeMap<String, Object> values = new TreeMap<>(JSON.readValue(row, TREE));
            values.values().removeIf(Objects::isNull);
            return values.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What readers see, and all rows wherever they are: published, hot or waiting. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>(Witness.catalogRows(world));
        rows.add("--- lake");
        rows.addAll(Witness.lakeRows(world));
        rows.add("--- waiting");
        rows.addAll(values(world.root.resolve("_tarn/waiting/shop")));
        rows.add("--- values");
        rows.addAll(values(world.root.resolve("shop")));
        rows.addAll(values(world.root.resolve("_tarn/hot/shop")));
        return rows;
    }

    private List<Path> objects() {
        return whole.keySet().stream()
                .filter(file -> {
                    String key = key(file);
                    return !key.startsWith("archive/") && !key.startsWith("local/") && !key.startsWith("verify/");
                })
                .toList();
    }

    /** The object's key in its root. */
    private String key(Path file) {
        String path = world.root.relativize(file).toString();
        return path.startsWith("_tarn/") ? path.substring("_tarn/".length()) : path;
    }

    private void untouched(Set<Path> damaged) throws IOException {
        for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
            String key = key(file.getKey());
            if (!damaged.contains(file.getKey()) && !key.startsWith("leases/") && !key.startsWith("local/")) {
                assertThat(Files.readAllBytes(file.getKey())).as(key).isEqualTo(file.getValue());
            }
        }
    }

    private Map<Path, byte[]> snapshot() throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(world.root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return files;
    }

    private void restore() throws IOException {
        Set<Path> extra = new HashSet<>(snapshot().keySet());
        extra.removeAll(whole.keySet());
        for (Path file : extra) {
            Files.delete(file);
        }
        whole.forEach((file, bytes) -> {
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

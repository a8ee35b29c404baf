package io.tarn.orchestration.catalog;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.publish.CatalogSync;
import io.tarn.ingest.publish.Steps;
import io.tarn.ingest.publish.Target;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import io.tarn.schema.catalog.Catalogs;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn catalog sync}. */
@Command(
        name = "sync",
        description = {
            "Makes the catalog agree with the heads, which are the truth: days that it lacks, shows elsewhere, or shows and should not.",
            "Safe beside a running compaction. Compactions do the same for the days they touch."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn catalog sync                     every collection",
            "  tarn catalog sync orders --dry-run    what would be changed"
        })
public final class CatalogSyncCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all.")
    private List<String> collections = List.of();

    @Option(names = "--dry-run", description = "Print what would be changed; change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints. */
    record Document(boolean dryRun, List<Synced> catalog) {}

    /**
     * One collection.
     *
     * @param schema version whose columns the table has afterwards
     * @param days those that change
     */
    record Synced(String collection, int schema, List<Day> days) {}

    /**
     * One partition.
     *
     * @param action set or drop
     * @param from its location before; null where the catalog had none
     * @param to its location afterwards; null where it has none
     */
    record Day(
            String day,
            String action,
            @Nullable String from,
            @Nullable String to) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        TarnConfig config = common.config();
        ObjectStore state = Stores.open(config.state());
        List<Synced> all = CollectionNames.chosen(collections, KnownCollections.in(state)).stream()
                .map(name -> sync(config, state, name))
                .toList();
        if (json) {
            out.print(Json.pretty(new Document(dryRun, all)));
        } else {
            print(all, out);
        }
        return 0;
    }

    private Synced sync(TarnConfig config, ObjectStore state, CollectionName name) {
        ObjectStore lake = Stores.open(config.collection(name).lake());
        Target target = new Target(name, lake, state, Clock.systemUTC(), Steps.NONE);
        Catalog catalog = Catalogs.of(config, state);
        CatalogSync sync = new CatalogSync(target, catalog);
        Optional<CatalogTable> now = catalog.table(name);
        CatalogTable table = now.orElseGet(() -> new CatalogTable(name.value(), 0, new TreeMap<>()));
        SortedSet<LocalDate> days = new TreeSet<>(target.heads().all().keySet());
        table.partitions().keySet().forEach(day -> days.add(LocalDate.parse(day)));
        CatalogChange change = sync.changes(table, days);
        boolean changes = !table.with(change).equals(table);
        if (changes && !dryRun) {
            sync.reconcile(days);
        }
        return new Synced(name.value(), change.schema(), days(table, change));
    }

    private static List<Day> days(CatalogTable table, CatalogChange change) {
        SortedMap<String, Day> days = new TreeMap<>();
        change.set().forEach((day, to) -> days.put(day, new Day(day, "set", location(table, day), to.locationUri())));
        change.drop().forEach(day -> days.put(day, new Day(day, "drop", location(table, day), null)));
        return List.copyOf(days.values());
    }

    private static @Nullable String location(CatalogTable table, String day) {
        CatalogPartition partition = table.partitions().get(day);
        return partition == null ? null : partition.locationUri();
    }

    private void print(List<Synced> all, PrintWriter out) {
        TextTable table = new TextTable("collection", "day", "action", "to");
        for (Synced collection : all) {
            for (Day day : collection.days()) {
                table.add(collection.collection(), day.day(), day.action(), Objects.requireNonNullElse(day.to(), ""));
            }
        }
        if (table.isEmpty()) {
            out.println("The catalog agrees with the heads.");
            return;
        }
        table.print(out);
        long days = all.stream().mapToLong(each -> each.days().size()).sum();
        out.println(Numbers.count(days, "day") + (dryRun ? " would be changed." : " changed."));
    }
}

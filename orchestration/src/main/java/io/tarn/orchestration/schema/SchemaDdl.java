package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.schema.AthenaDdl;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.TableSchema;
import io.tarn.schema.catalog.CatalogTable;
import io.tarn.schema.catalog.Catalogs;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema ddl COLLECTION}. */
@Command(
        name = "ddl",
        description = "Athena's statements for the table and its partitions.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn schema ddl orders > orders.sql", "  tarn schema ddl orders --view"})
public final class SchemaDdl implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(
            names = "--view",
            description = "The companion view instead: with a 'dt' date column and coalesced variants.")
    private boolean view;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        TarnConfig config = common.config();
        ObjectStore state = Stores.open(config.state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        TableSchema schema = new SchemaRegistry(state).newest(name);
        if (view) {
            out.print(AthenaDdl.view(name, schema));
            return 0;
        }
        String root = config.collection(name).lake().uri();
        out.print(AthenaDdl.createTable(name, schema, (root.endsWith("/") ? root : root + "/") + Keys.lakeOf(name)));
        SortedMap<String, String> locations = new TreeMap<>();
        Catalogs.of(config, state)
                .table(name)
                .map(CatalogTable::partitions)
                .ifPresent(days -> days.forEach((day, partition) -> locations.put(day, partition.locationUri())));
        AthenaDdl.addPartitions(name, locations).forEach(statement -> out.print("\n" + statement));
        return 0;
    }
}

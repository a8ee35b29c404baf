package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.schema.SchemaColumns.Difference;
import io.tarn.orchestration.schema.SchemaColumns.Line;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.TableSchema;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema history COLLECTION}. */
@Command(
        name = "history",
        description = "The versions of the schema: when each was decided, and which columns it added.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn schema history orders", "  tarn schema history orders --json"})
public final class SchemaHistory implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints, the oldest version first. */
    record Document(String collection, List<Version> versions) {}

    /**
     * One version.
     *
     * @param created the store's time
     * @param settings version of the settings it was decided under
     * @param leafColumns as the budget counts them
     * @param added columns that the version before does not have
     */
    record Version(int version, @Nullable Instant created, int settings, int leafColumns, List<Line> added) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        ObjectStore state = Stores.open(common.config().state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        List<Version> versions = versions(state, name);
        if (json) {
            out.print(Json.pretty(new Document(name.value(), versions)));
        } else if (versions.isEmpty()) {
            out.println("Nothing was decided yet: the first compaction does. What it would decide for a file: tarn"
                    + " schema check " + name + " FILE");
        } else {
            versions.forEach(version -> print(version, out));
        }
        return 0;
    }

    private static List<Version> versions(ObjectStore state, CollectionName name) {
        SchemaRegistry registry = new SchemaRegistry(state);
        TableSchema newest = registry.newest(name);
        List<Version> versions = new ArrayList<>();
        TableSchema before = TableSchema.EMPTY;
        for (int i = 1; i <= newest.version(); i++) {
            TableSchema schema = registry.version(name, i);
            versions.add(new Version(
                    i,
                    state.stat(Keys.schema(name, i)).map(ObjectStat::modified).orElse(null),
                    schema.settings(),
                    schema.leafColumns(),
                    SchemaColumns.between(name, before, schema).added()));
            before = schema;
        }
        return versions;
    }

    private static void print(Version version, PrintWriter out) {
        out.println("version " + version.version() + ", " + version.created() + ", settings " + version.settings()
                + ", " + Numbers.count(version.leafColumns(), "leaf column"));
        DifferenceText.print(new Difference(version.added(), List.of(), List.of()), out);
        out.println();
    }
}

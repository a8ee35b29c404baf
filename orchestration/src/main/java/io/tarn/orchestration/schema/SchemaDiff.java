package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.schema.SchemaColumns.Change;
import io.tarn.orchestration.schema.SchemaColumns.Difference;
import io.tarn.orchestration.schema.SchemaColumns.Line;
import io.tarn.schema.SchemaRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema diff COLLECTION}. */
@Command(
        name = "diff",
        description = "How two versions of the schema differ.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn schema diff orders                 what the newest version added",
            "  tarn schema diff orders --from 2 --to 5"
        })
public final class SchemaDiff implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(names = "--from", paramLabel = "VERSION", description = "Default: the one before the other.")
    private @Nullable Integer from;

    @Option(names = "--to", paramLabel = "VERSION", description = "Default: the newest.")
    private @Nullable Integer to;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints. */
    record Document(String collection, int from, int to, List<Line> added, List<Line> removed, List<Change> changed) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        ObjectStore state = Stores.open(common.config().state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        SchemaRegistry registry = new SchemaRegistry(state);
        int newest = registry.newest(name).version();
        int second = known(name, to == null ? newest : to, newest);
        int first = known(name, from == null ? Math.max(0, second - 1) : from, newest);
        Difference difference =
                SchemaColumns.between(name, registry.version(name, first), registry.version(name, second));
        if (json) {
            out.print(Json.pretty(new Document(
                    name.value(), first, second, difference.added(), difference.removed(), difference.changed())));
            return 0;
        }
        out.println(name + ", version " + first + " to " + second
                + (difference.isEmpty() ? ": no column is new or another" : ":"));
        DifferenceText.print(difference, out);
        return 0;
    }

    private static int known(CollectionName name, int version, int newest) {
        if (version >= 0 && version <= newest) {
            return version;
        }
        throw new TarnException(
                ExitCode.USAGE,
                "Version " + version + " of the schema of '" + name + "' does not exist",
                newest == 0 ? "nothing was decided yet" : "there are 1 to " + newest + ", and 0 for none",
                "'tarn schema history " + name + "' lists them");
    }
}

package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.landing.imports.Sources;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.land.Splitting;
import io.tarn.orchestration.schema.SchemaColumns.Difference;
import io.tarn.orchestration.schema.SchemaColumns.Line;
import io.tarn.schema.SchemaPlanner;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema check COLLECTION FILE…}. */
@Command(
        name = "check",
        description = {
            "What files of events would change in the schema; changes nothing.",
            "The files are read as 'tarn land' would, and the settings are those in tarn.yaml."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn schema check orders tomorrow.ndjson.gz",
            "  tarn schema check stations snapshots.tar.zst --records /data/stations --json",
            "",
            "Exit codes: 0 done, whatever would change; 2 no input at all; 4 a file was missing, unreadable or torn."
        })
public final class SchemaCheck implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "COLLECTION", description = "Its name; it need not exist yet.")
    private String collection = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, directories, or - for standard input.")
    private List<String> paths = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final Splitting splitting = new Splitting();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /**
     * What {@code --json} prints.
     *
     * @param from version of the schema now
     * @param to version that these events would make; the same where they change nothing
     * @param leafColumns as the budget counts them, afterwards
     * @param maxColumns the budget
     * @param added columns that would be new
     */
    record Document(
            String collection,
            long events,
            SortedMap<String, Long> refused,
            int from,
            int to,
            int leafColumns,
            int maxColumns,
            List<Line> added) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        CollectionName name = new CollectionName(collection);
        TarnConfig config = common.config();
        CollectionConfig own = config.collection(name);
        Sources sources = Sources.of(paths, Path.of("").toAbsolutePath(), System.in);
        if (sources.all().isEmpty()) {
            throw common.usage("Nothing to check: there is no file in " + String.join(", ", paths) + ".");
        }
        long cap = own.maxEventSize(CollectionConfig.IMPORT_CAP).bytes();
        FileEvidence files = new FileEvidence(own.rows(), splitting.options((int) Math.min(Integer.MAX_VALUE, cap)));
        sources.all().forEach(files::add);
        Document document = checked(Stores.open(config.state()), name, own, files, err);
        if (json) {
            out.print(Json.pretty(document));
        } else {
            print(document, files.evidence().cut(), out);
        }
        files.problems().forEach(problem -> err.println("tarn: " + Printable.line(problem)));
        return (files.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL).code();
    }

    private static Document checked(
            ObjectStore state, CollectionName name, CollectionConfig own, FileEvidence files, PrintWriter err) {
        int settings = new SettingsRegistry(state)
                .newest(name)
                .map(held -> {
                    SettingsRegistry.differences(held.settings(), own.rows())
                            .forEach(line -> err.println(
                                    "tarn: tarn.yaml is not what holds yet, " + line + "; tarn schema apply " + name));
                    return held.version();
                })
                .orElse(1);
        TableSchema now = new SchemaRegistry(state).newest(name);
        TableSchema next = SchemaPlanner.next(now, files.evidence(), own.rows(), settings);
        return new Document(
                name.value(),
                files.events(),
                files.refused(),
                now.version(),
                next.version(),
                next.leafColumns(),
                own.rows().maxColumns(),
                SchemaColumns.between(name, now, next).added());
    }

    private static void print(Document document, boolean cut, PrintWriter out) {
        out.println(Numbers.count(document.events(), "event") + " read.");
        document.refused()
                .forEach((reason, count) ->
                        out.println(Numbers.count(count, "more") + " would be set aside: " + reason));
        if (document.from() == document.to()) {
            out.println("Version " + document.from() + " of " + document.collection() + " holds them all as it is.");
            return;
        }
        out.println("They would make version " + document.to() + " of " + document.collection() + ", with "
                + Numbers.count(document.leafColumns()) + " of at most " + Numbers.count(document.maxColumns())
                + " leaf columns:");
        DifferenceText.print(new Difference(document.added(), List.of(), List.of()), out);
        if (cut) {
            out.println("There are more fields than are counted; those are kept in _rest.");
        }
    }
}

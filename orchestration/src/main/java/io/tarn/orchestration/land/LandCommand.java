package io.tarn.orchestration.land;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.Stores;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.imports.ImportConfig;
import io.tarn.landing.imports.ImportConfig.Known;
import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.Importer;
import io.tarn.landing.imports.ReceivedAt;
import io.tarn.landing.imports.Source;
import io.tarn.landing.imports.Sources;
import io.tarn.landing.split.SplitOptions;
import io.tarn.orchestration.cli.CommonOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn land}. */
@Command(
        name = "land",
        description = {
            "Lands files, directories or standard input in the raw archive, each once.",
            "Plain, gzip, zstd and tar are told by their content. A file that was landed before is known by its content, whatever it is called now."
                    + " Of a file of lines that has grown at its path only what is new is landed."
                    + " Lines that are no events are landed too, and set aside later."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn land orders 2026-*.ndjson.gz                 lines of JSON",
            "  tarn land stations snapshots.tar.zst --records /data/stations --received-at name",
            "  zcat old.gz | tarn land orders - --import-id old  standard input, known by a name",
            "",
            "Exit codes: 0 done, 2 no input at all, 4 a file was missing, unreadable or torn, 7 another run is at it,",
            "8 events are no events (--strict only)."
        })
public final class LandCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "COLLECTION", description = "Where the events belong.")
    private String collection = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PATH",
            description =
                    "Files, directories (recursively; names beginning with . or _ are skipped), or - for standard input.")
    private List<String> paths = List.of();

    @Mixin
    private final Splitting splitting = new Splitting();

    @Option(
            names = "--received-at",
            paramLabel = "now|mtime|name|INSTANT",
            defaultValue = "now",
            description =
                    "When the events count as received; name: the first date or instant in the file's or member's name.")
    private String receivedAt = "now";

    @Option(
            names = "--import-id",
            paramLabel = "ID",
            description = "Name of standard input, by which a second run knows it.")
    private @Nullable String importId;

    @Option(names = "--again", description = "Land what is known once more.")
    private boolean again;

    @Option(names = "--strict", description = "Exit 8 if something landed that is no event.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        CollectionName name = new CollectionName(collection);
        SplitOptions asGiven = splitting.options(1);
        ReceivedAt received = received();
        if (paths.isEmpty()) {
            throw common.usage("Nothing to land: name files or directories, or - for standard input.");
        }
        TarnConfig config = common.config();
        Sources sources = Sources.of(paths, Path.of("").toAbsolutePath(), System.in);
        check(sources, received);
        ImportReport report = run(config, name, asGiven, received, sources, err);
        LandTexts.problems(report, err);
        if (json) {
            out.print(Json.pretty(LandDocument.of(report)));
        } else {
            LandTexts.summary(report, out);
        }
        return exitCode(report).code();
    }

    private ImportReport run(
            TarnConfig config,
            CollectionName name,
            SplitOptions asGiven,
            ReceivedAt received,
            Sources sources,
            PrintWriter err)
            throws IOException {
        if (!config.mayCreate(name)) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Collection '" + name + "' is not landed",
                    "the configuration does not list it, and 'auto-create' is false",
                    "Add it under 'collections', or correct the name");
        }
        LandingConfig landing = landing(config, name);
        ImportConfig imports = ImportConfig.of(landing, name)
                .withSplitting(cap(asGiven, landing))
                .withReceivedAt(received)
                .withKnown(again ? Known.LAND_AGAIN : Known.SKIP);
        if (importId != null) {
            imports = imports.withImportId(importId);
        }
        try (LandProgress progress = LandProgress.to(err)) {
            return new Importer(imports, progress).run(sources);
        }
    }

    private static LandingConfig landing(TarnConfig config, CollectionName name) {
        CollectionConfig own = config.collection(name);
        return new LandingConfig(
                config.spool(),
                Stores.open(config.state()),
                own.segment().size().bytes(),
                own.segment().age(),
                (int) Math.min(
                        Integer.MAX_VALUE,
                        own.maxEventSize(CollectionConfig.IMPORT_CAP).bytes()),
                Clock.systemUTC());
    }

    private static SplitOptions cap(SplitOptions asGiven, LandingConfig landing) {
        return new SplitOptions(asGiven.format(), asGiven.records(), landing.maxEventBytes());
    }

    private ReceivedAt received() {
        try {
            return ReceivedAt.parse(receivedAt);
        } catch (IllegalArgumentException e) {
            throw common.usage("--received-at: " + e.getMessage() + ".");
        }
    }

    private void check(Sources sources, ReceivedAt received) {
        long streams =
                sources.all().stream().filter(Source.OfStream.class::isInstance).count();
        if (sources.all().isEmpty()) {
            throw common.usage("Nothing to land: there is no file in " + String.join(", ", paths)
                    + (sources.skipped() > 0 ? " whose name does not begin with . or _." : "."));
        }
        if (streams > 0 && received.needsFile()) {
            throw common.usage(
                    "--received-at " + receivedAt + " needs files: standard input has neither name nor time.");
        }
        if (importId != null && streams != 1) {
            throw common.usage("--import-id names standard input; files are known by their content.");
        }
    }

    private ExitCode exitCode(ImportReport report) {
        ExitCode code = report.exitCode();
        return code == ExitCode.DONE && strict && !report.refused().isEmpty() ? ExitCode.SET_ASIDE : code;
    }
}

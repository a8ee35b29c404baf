package io.tarn.orchestration.explain;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.landing.Spools;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn explain}. */
@Command(
        name = "explain",
        description = {
            "The way of an event: where it is archived, and in which row of which file it is; or why it was set aside, or which row it repeats.",
            "Every event of that id is shown, those without a row too."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn explain 1017 --collection orders     by the id, as in the column tarn.event_id",
            "  tarn explain archive/orders/received=2026-11-22/w1-e1-0-99-100.avro:17",
            "  tarn explain 1017 --json | jq -r '.matches[0].event.bytes' | base64 -d",
            "",
            "Exit codes: 0 found, 2 there is no such event."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EVENT_ID",
            description = "Its id, or its place as 'verify' and 'quarantine show' print it: SEGMENT:SEQ.")
    private String eventId = "";

    @Option(names = "--collection", paramLabel = "C", description = "Look there only; default: everywhere.")
    private @Nullable String collection;

    @Option(names = "--json", description = "Print one JSON document; bytes in base64.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints. */
    record Document(String eventId, List<Match> matches) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        TarnConfig config = common.config();
        ObjectStore state = Stores.open(config.state());
        SortedSet<CollectionName> chosen = CollectionNames.chosen(
                collection == null ? List.of() : List.of(collection), KnownCollections.in(state));
        Wanted wanted = Wanted.of(eventId);
        List<Match> matches = new ArrayList<>();
        try (RowSearch rows = new RowSearch()) {
            for (CollectionName name : chosen) {
                Explanation explanation = new Explanation(
                        state, config.collection(name), rows, note -> err.println("tarn: " + Printable.line(note)));
                matches.addAll(explanation.of(wanted));
            }
        }
        if (json) {
            out.print(Json.pretty(new Document(eventId, matches)));
        } else {
            matches.forEach(match -> MatchText.print(match, out));
        }
        if (matches.isEmpty()) {
            err.println("tarn: " + Printable.line(notFound(config, state, chosen)));
        }
        return (matches.isEmpty() ? ExitCode.USAGE : ExitCode.DONE).code();
    }

    private String notFound(TarnConfig config, ObjectStore state, SortedSet<CollectionName> chosen) {
        long spooled = chosen.stream()
                .mapToLong(name -> Spools.spooledFrames(config.spool(), name, state))
                .sum();
        String why = spooled == 0
                ? "no row, nothing set aside and nothing in the archive has that id"
                : "nothing in the archive has that id, and " + Numbers.count(spooled, "event")
                        + " in this machine's spool cannot be searched yet";
        return "Event '" + eventId + "' was not found" + (collection == null ? "" : " in '" + collection + "'") + ": "
                + why + ". Look for other fields with tarn query";
    }
}

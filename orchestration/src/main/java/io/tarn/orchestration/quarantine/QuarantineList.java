package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.Reason;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.orchestration.quarantine.QuarantineCounts.DayCount;
import io.tarn.orchestration.quarantine.QuarantineCounts.Group;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn quarantine list}. */
@Command(
        name = "list",
        description =
                "Events that were set aside, by collection, reason and the day they were received; and what to do about them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn quarantine list",
            "  tarn quarantine list orders --sum     a line for each reason, whatever the day",
            "  tarn quarantine list orders --json"
        })
public final class QuarantineList implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all.")
    private List<String> collections = List.of();

    @Option(names = "--sum", description = "A line for each reason, not for each day.")
    private boolean sum;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints. */
    record Document(List<Group> quarantine) {}

    @Override
    public Integer call() {
        ObjectStore state = Stores.open(common.config().state());
        Collection<CollectionName> chosen = CollectionNames.chosen(collections, KnownCollections.in(state));
        QuarantineCounts counts = new QuarantineCounts();
        Quarantined.each(state, chosen, frame -> {
            counts.add(frame);
            return true;
        });
        List<Group> groups = counts.groups();
        PrintWriter out = common.out();
        if (json) {
            out.print(Json.pretty(new Document(groups)));
        } else if (groups.isEmpty()) {
            out.println("Nothing was set aside.");
        } else {
            print(groups, out);
        }
        return 0;
    }

    private void print(List<Group> groups, PrintWriter out) {
        TextTable table = new TextTable("collection", "reason", "received", "events>", "bytes>", "for example");
        for (Group group : groups) {
            if (sum) {
                String days =
                        group.first().equals(group.last()) ? "" + group.first() : group.first() + " to " + group.last();
                row(table, group, days, group.events(), group.bytes(), group.example());
                continue;
            }
            for (DayCount day : group.days()) {
                row(table, group, "" + day.day(), day.events(), day.bytes(), day.example());
            }
        }
        table.print(out);
        out.println();
        remedies(groups, out);
    }

    private static void row(TextTable table, Group group, String days, long events, long bytes, String example) {
        table.add(
                group.collection(),
                group.reason(),
                days,
                Numbers.count(events),
                Numbers.bytes(bytes),
                Printable.line(example, 80));
    }

    private static void remedies(List<Group> groups, PrintWriter out) {
        Set<String> reasons = groups.stream().map(Group::reason).collect(Collectors.toCollection(TreeSet::new));
        TextTable table = new TextTable("reason", "what to do");
        reasons.forEach(reason -> table.add(reason, Remedies.of(Reason.ofWireName(reason))));
        table.print(out);
        String first = groups.get(0).collection();
        out.println();
        out.println("The events: tarn quarantine show " + first + ". After a fix: tarn quarantine retry " + first);
    }
}

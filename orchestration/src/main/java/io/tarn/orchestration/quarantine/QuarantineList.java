package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarn quarantine list}. */
@Command(
        name = "list",
        description = "Events that were set aside, by collection and reason.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn quarantine list", "  tarn quarantine list orders --json"})
public final class QuarantineList implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all.")
    private List<String> collections = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Events of one collection that were set aside for one reason. */
    record Group(
            String collection,
            String reason,
            long events,
            long bytes,
            LocalDate first,
            LocalDate last,
            String example) {
        static Group of(QuarantinedFrame frame) {
            LocalDate day = frame.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            return new Group(
                    frame.collection(), frame.reason().wireName(), 1, frame.bytes().length, day, day, frame.detail());
        }

        Group plus(Group other) {
            return new Group(
                    collection,
                    reason,
                    events + other.events,
                    bytes + other.bytes,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    example);
        }
    }

    /** What {@code --json} prints. */
    record Document(List<Group> quarantine) {}

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ObjectStore state = Stores.open(common.config().state());
        Collection<CollectionName> chosen = CollectionNames.chosen(collections, KnownCollections.in(state));
        Map<String, Group> groups = new TreeMap<>();
        Quarantined.each(state, chosen, frame -> {
            groups.merge(frame.collection() + " " + frame.reason().wireName(), Group.of(frame), Group::plus);
            return true;
        });
        if (json) {
            out.print(Json.pretty(new Document(List.copyOf(groups.values()))));
        } else if (groups.isEmpty()) {
            out.println("Nothing was set aside.");
        } else {
            print(groups.values(), out);
        }
        return 0;
    }

    private static void print(Collection<Group> groups, PrintWriter out) {
        TextTable table = new TextTable("collection", "reason", "events>", "bytes>", "received", "for example");
        for (Group group : groups) {
            String days =
                    group.first().equals(group.last()) ? "" + group.first() : group.first() + " to " + group.last();
            table.add(
                    group.collection(),
                    group.reason(),
                    Numbers.count(group.events()),
                    Numbers.bytes(group.bytes()),
                    days,
                    Printable.line(group.example(), 80));
        }
        table.print(out);
    }
}

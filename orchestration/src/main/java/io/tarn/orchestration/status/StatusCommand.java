package io.tarn.orchestration.status;

import io.tarn.core.config.TarnConfig;
import io.tarn.core.json.Json;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.orchestration.status.LakeStatus.CollectionStatus;
import io.tarn.orchestration.status.LakeStatus.DayStatus;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn status}. */
@Command(
        name = "status",
        description = "Collections and their days: state, rows, files, sizes, freshness, what is due.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn status", "  tarn status orders --json"})
public final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COLLECTION", description = "Default: all.")
    private List<String> collections = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints (interface, "JSON"). */
    record Document(List<CollectionStatus> collections) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        TarnConfig config = common.config();
        LakeStatus status = new LakeStatus(Stores.open(config.state()), config, Clock.systemUTC());
        List<CollectionStatus> all = status.of(collections);
        if (json) {
            out.print(Json.pretty(new Document(all)));
        } else if (all.isEmpty()) {
            out.println("There is no collection yet. Land something: tarn land COLLECTION FILE");
        } else {
            all.forEach(each -> print(each, out));
        }
        return 0;
    }

    private static void print(CollectionStatus status, PrintWriter out) {
        out.println(status.collection() + ": " + Numbers.count(status.rows(), "row") + " on "
                + Numbers.count(status.days().size(), "day") + ", " + Numbers.bytes(status.bytes()));
        if (status.spooled() > 0 || status.unhydrated() > 0) {
            out.println("  not hydrated yet: " + Numbers.count(status.unhydrated(), "event") + " in the archive, "
                    + Numbers.count(status.spooled()) + " in this machine's spool");
        }
        if (status.newest() != null) {
            out.println("  newest event received " + status.newest());
        }
        TextTable table = new TextTable("  day", "state", "rows>", "waiting>", "files>", "size>", "due");
        for (DayStatus day : status.days()) {
            table.add(
                    "  " + day.day(),
                    day.state(),
                    Numbers.count(day.rows()),
                    day.waiting() == 0 ? "" : Numbers.count(day.waiting()),
                    Numbers.count(day.files()),
                    Numbers.bytes(day.bytes()),
                    day.due());
        }
        if (!table.isEmpty()) {
            table.print(out);
        }
        out.println();
    }
}

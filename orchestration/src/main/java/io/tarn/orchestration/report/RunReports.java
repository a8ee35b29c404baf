package io.tarn.orchestration.report;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The run reports in the state root. Lists the days it needs, newest first, and not the years before. */
final class RunReports {
    private static final int YEAR_MONTH_DAY = 3;

    private final ObjectStore state;

    RunReports(ObjectStore state) {
        this.state = state;
    }

    /** At most {@code limit} runs, the newest first. */
    List<RunReport> newest(int limit) {
        List<String> keys = new ArrayList<>();
        collect(Keys.REPORTS, YEAR_MONTH_DAY, limit, keys);
        return keys.stream().map(this::read).toList();
    }

    /** The run of this name, or the only one whose name contains it. */
    RunReport named(String run) {
        List<String> keys = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.REPORTS)) {
            if (name(object.key()).equals(run)) {
                return read(object.key());
            }
            if (name(object.key()).contains(run)) {
                keys.add(object.key());
            }
        }
        if (keys.size() == 1) {
            return read(keys.get(0));
        }
        String why = keys.isEmpty()
                ? "no report has that name"
                : keys.size() + " have that in their name, as "
                        + keys.stream().limit(3).map(RunReports::name).collect(Collectors.joining(", "));
        throw new TarnException(
                ExitCode.USAGE, "Run '" + run + "' is not known", why, "'tarn report' lists the newest");
    }

    /** Key order is the order of time: of the years, months and days, and of the runs, whose names begin with it. */
    private void collect(String folder, int levels, int limit, List<String> keys) {
        List<String> within = levels > 0 ? folders(folder) : objects(folder);
        for (int i = within.size() - 1; i >= 0 && keys.size() < limit; i--) {
            if (levels > 0) {
                collect(within.get(i), levels - 1, limit, keys);
            } else {
                keys.add(within.get(i));
            }
        }
    }

    private List<String> objects(String folder) {
        List<String> objects = new ArrayList<>();
        state.list(folder).forEach(object -> objects.add(object.key()));
        return objects;
    }

    /** The folders directly in a folder; one listing each, of which the first key is read. */
    private List<String> folders(String folder) {
        List<String> folders = new ArrayList<>();
        String after = "";
        while (true) {
            Iterator<ObjectStat> next = state.list(folder, after).iterator();
            if (!next.hasNext()) {
                return folders;
            }
            String key = next.next().key();
            int slash = key.indexOf('/', folder.length());
            if (slash >= 0) {
                folders.add(key.substring(0, slash + 1));
            }
            // '0' follows '/': the next key that is not in this folder.
            after = slash < 0 ? key : key.substring(0, slash) + "0";
        }
    }

    private RunReport read(String key) {
        return state.read(key)
                .map(found -> Json.read(found.bytes(), RunReport.class, key))
                .orElseThrow(() -> new TarnException(
                        ExitCode.USAGE,
                        "Report '" + key + "' cannot be read",
                        "it was deleted just now",
                        "Run the command again"));
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1).replace(".json", "");
    }
}

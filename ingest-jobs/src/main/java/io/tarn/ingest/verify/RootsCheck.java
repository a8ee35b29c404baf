package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what lies in the two roots and belongs to no collection. */
final class RootsCheck {
    private static final Set<String> STATE = Set.of(
            "archive/",
            "arrivals/",
            "catalog/",
            "gen/",
            "heads/",
            "hot/",
            "ids/",
            "imports/",
            "leases/",
            "local/",
            "log/",
            "quarantine/",
            "replays/",
            "reports/",
            "schemas/",
            "settings/",
            "spool/",
            "verify/",
            "waiting/",
            "work/");
    private static final Set<String> LAKE = Set.of("_tarn/", "_gen/", "tarn.yaml");

    private RootsCheck() {}

    /** @param collections those that are published in this lake root */
    static List<Problem> run(ObjectStore lake, ObjectStore state, Set<CollectionName> collections) {
        List<Problem> problems = new ArrayList<>();
        String inside = below(lake.location(), state.location());
        for (String folder : KnownCollections.folders(lake, "")) {
            boolean ours = LAKE.contains(folder)
                    || folder.equals(inside)
                    || collections.stream().anyMatch(c -> folder.equals(c + "/"));
            if (!ours) {
                problems.add(foreign(folder, "the lake root", "readers who list everything read it as events"));
            }
        }
        for (String folder : KnownCollections.folders(state, "")) {
            if (!STATE.contains(folder)) {
                problems.add(foreign(folder, "the state root", "nothing of Tarn's has such a name"));
            }
        }
        return problems;
    }

    private static Problem foreign(String name, String where, String why) {
        return new Problem(
                "foreign_object", "", null, name, "in " + where + " and of no collection: " + why, "Move it elsewhere");
    }

    /** The first folder on the way from the lake to the state within it, or "". */
    private static String below(StoreLocation lake, StoreLocation state) {
        String root = lake.uri().endsWith("/") ? lake.uri() : lake.uri() + "/";
        if (!state.uri().startsWith(root)) {
            return "";
        }
        String rest = state.uri().substring(root.length());
        return rest.substring(0, rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/')) + "/";
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** Whether the JSON objects that belong to no collection are whole: reports, and how far arrivals are settled. */
final class SharedDocuments {
    private static final String REPAIR = "Run 'tarn compact --repair': it works the object out again";
    private static final String FOR_PEOPLE =
            "Restore it from a copy of the bucket, or delete it: reports are for people, nothing depends on them";

    private SharedDocuments() {}

    static List<Problem> check(ObjectStore state, VerifyMode mode) {
        List<Problem> problems = new ArrayList<>();
        whole(state, Keys.ARRIVALS_THROUGH, REPAIR, problems);
        if (mode != VerifyMode.QUICK) {
            for (ObjectStat report : state.list(Keys.REPORTS)) {
                whole(state, report.key(), FOR_PEOPLE, problems);
            }
        }
        return problems;
    }

    private static void whole(ObjectStore state, String key, String todo, List<Problem> problems) {
        try {
            state.read(key).ifPresent(object -> Json.check(object.bytes(), key));
        } catch (TarnException damaged) {
            problems.add(new Problem("damaged_object", "", null, key, damaged.why(), todo));
        }
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.log.LiveQuarantine;
import java.util.List;

/** The quarantine objects that count: those that log records name and no retry has replaced. */
public final class NamedQuarantine {
    private NamedQuarantine() {}

    /** Their keys in the state root, in the order of hydration. */
    public static List<String> of(ObjectStore state, CollectionName collection) {
        HydrateLog log = new HydrateLog(state, collection);
        return LiveQuarantine.of(log.records(0, log.tail().last())).stream()
                .map(DerivedObject::key)
                .toList();
    }
}

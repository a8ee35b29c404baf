package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import java.util.List;

/** The quarantine objects that count: those that log records name. */
public final class NamedQuarantine {
    private NamedQuarantine() {}

    /** Their keys in the state root, in the order of hydration. */
    public static List<String> of(ObjectStore state, CollectionName collection) {
        HydrateLog log = new HydrateLog(state, collection);
        return log.records(0, log.tail().last()).stream()
                .flatMap(record -> record.quarantine().stream())
                .map(DerivedObject::key)
                .toList();
    }
}

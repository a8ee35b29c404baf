package io.tarn.ingest.log;

import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quarantine objects that count: those that records name and that no retry has replaced. */
public final class LiveQuarantine {
    private LiveQuarantine() {}

    /**
     * They, in the order of hydration.
     *
     * @param records from the first on, in order
     */
    public static List<DerivedObject> of(Collection<LogRecord> records) {
        Map<String, DerivedObject> live = new LinkedHashMap<>();
        for (LogRecord record : records) {
            LogRecord.Retry retry = record.retry();
            if (retry != null) {
                retry.replaced().forEach(object -> live.remove(object.key()));
            }
            record.quarantine().forEach(object -> live.put(object.key(), object));
        }
        return List.copyOf(live.values());
    }
}

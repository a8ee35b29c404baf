package io.tarn.ingest.hydrate;

import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonTape;
import io.tarn.core.time.TimeText;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the day an event belongs to: that of its event time, where it has a usable one, else the day it was received. A
 * time later than received-at plus 24 h is not usable; the past has no limit (architecture, section 7). Immutable.
 */
final class EventDays {
    private static final long DAY = 86_400_000_000L;

    private final @Nullable Pointer field;
    private final @Nullable TimeText format;

    EventDays(RowSettings settings) {
        RowSettings.EventTime time = settings.eventTime();
        field = time == null ? null : Pointer.of(time.field());
        format = time == null ? null : TimeText.of(time.format(), time.zone());
    }

    /**
     * The usable event time in microseconds; empty where the event is undated.
     *
     * @param received microseconds; the event time of a collection without that setting
     */
    OptionalLong time(JsonTape event, long received) {
        if (field == null || format == null) {
            return OptionalLong.of(received);
        }
        int node = field.find(event);
        if (node == Pointer.NONE) {
            return OptionalLong.empty();
        }
        OptionalLong time = format.micros(event, node);
        return time.isPresent() && time.getAsLong() > received + DAY ? OptionalLong.empty() : time;
    }

    /** Days since 1970-01-01 in UTC. */
    static int day(long micros) {
        return (int) Math.floorDiv(micros, DAY);
    }
}

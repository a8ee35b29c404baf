package io.tarn.core.config;

import io.tarn.core.CollectionName;
import io.tarn.core.store.StoreLocation;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one collection: its own settings, else the defaults of the file, else the built-in ones.
 *
 * @param rows settings that shape rows, as the file has them; the versioned ones in the bucket must agree
 * @param lateness a day is over so long after its end
 * @param lateEvery late rows are appended at least so often
 * @param grace how long readers keep files that were replaced
 * @param eventSizeCap null where the door's own cap holds
 */
public record CollectionConfig(
        CollectionName name,
        StoreLocation lake,
        RowSettings rows,
        ByteSize targetFileSize,
        ByteSize rowGroupSize,
        Duration lateness,
        Duration lateEvery,
        Duration grace,
        OpenDays openDays,
        SegmentLimits segment,
        MergeSettings merge,
        @Nullable ByteSize eventSizeCap)
        implements Serializable {
    /** Cap of the library and the HTTP collector. */
    public static final ByteSize DOOR_CAP = ByteSize.ofMiB(1);

    /** Cap of imports. */
    public static final ByteSize IMPORT_CAP = ByteSize.ofMiB(32);

    /**
     * The largest event that is taken; the event's size, never that of the document around it.
     *
     * @param door the cap where the configuration names none, {@link #DOOR_CAP} or {@link #IMPORT_CAP}
     */
    public ByteSize maxEventSize(ByteSize door) {
        return Optional.ofNullable(eventSizeCap).orElse(door);
    }
}

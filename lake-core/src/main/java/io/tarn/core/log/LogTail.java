package io.tarn.core.log;

import io.tarn.core.log.LogRecord.DerivedObject;
import java.util.List;

/**
 * The end of a collection's log, changed by compare-and-swap; it may lag behind the records, never lead them.
 *
 * @param last highest record known to exist
 * @param done highest record known to be applied to all its days
 * @param ids live ids objects after record {@code done}
 */
public record LogTail(long last, long done, List<DerivedObject> ids) {
    /** Before the first record. */
    public static final LogTail NONE = new LogTail(0, 0, List.of());
}

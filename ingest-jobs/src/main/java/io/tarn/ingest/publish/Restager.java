package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.Placement;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * Stages days of a recorded hydrate again: from its segments, with its versions and the ids of the records before it.
 */
@FunctionalInterface
public interface Restager {
    /** The staged files of these days; each has the rows that the record says. */
    SortedMap<LocalDate, List<FileEntry>> restage(LogRecord record, SortedMap<LocalDate, Placement> days);
}

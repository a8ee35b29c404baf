package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.Placement;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * Rows of one day that one task builds: all of them, or a stretch of a large day.
 *
 * @param firstFile number of its first file
 * @param rows where they lie, in their order
 * @param drops of the whole day
 */
record DayPart(int epochDay, Placement placement, int firstFile, List<Rows> rows, List<Drops> drops)
        implements Serializable {

    /** A slice of a spill run. */
    record Rows(String key, SpillRun.Slice slice) implements Serializable {}

    /** A slice of a drop run. */
    record Drops(String key, DropRun.Slice slice) implements Serializable {}

    LocalDate day() {
        return LocalDate.ofEpochDay(epochDay);
    }

    long bytes() {
        return rows.stream().mapToLong(r -> r.slice().bytes()).sum();
    }
}

package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import java.io.Serializable;
import java.util.List;

/**
 * What was staged. Nothing of it is visible.
 *
 * @param days by day; only days that have rows, each with its staged files
 * @param segments in key order, for every segment that was routed; complete only if all days were built
 * @param quarantine objects of rows that were set aside for conflicting ids; they count once the log record names them
 */
public record Built(List<DayOutcome> days, List<SegmentOutcome> segments, List<DerivedObject> quarantine)
        implements Serializable {}

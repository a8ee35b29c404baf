package io.tarn.ingest.hydrate;

import io.tarn.core.head.FileEntry;
import io.tarn.core.log.LogRecord.DerivedObject;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one building task staged. */
record BuiltUnit(List<Part> parts, TreeMap<Integer, SegmentCounts> segments, List<DerivedObject> quarantine)
        implements Serializable {
    /** @param segments indexes of the segments that gave rows */
    record Part(DayPart of, long rows, List<FileEntry> files, TreeSet<Integer> segments) implements Serializable {}
}

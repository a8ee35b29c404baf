package io.tarn.ingest.hydrate;

import io.tarn.core.log.LogRecord.DerivedObject;
import java.util.List;

/**
 * What a retry does to the quarantine objects in which its frames are.
 *
 * @param replaced those that hold a frame that was taken
 * @param left new objects with their other frames, verbatim; they count once the log record names them
 */
public record Carried(List<DerivedObject> replaced, List<DerivedObject> left) {
    /** A hydrate of whole segments replaces nothing. */
    public static final Carried NOTHING = new Carried(List.of(), List.of());
}

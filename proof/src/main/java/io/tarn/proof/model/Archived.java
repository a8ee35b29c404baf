package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.landing.SegmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A frame of the archive.
 *
 * @param record number of the log record that names its segment; 0 where none does
 */
record Archived(SegmentKey segment, Frame frame, long record) {
    /** Everything in the archive of a collection. */
    static List<Archived> all(ObjectStore state, CollectionName collection, List<String> problems) {
        Map<String, Long> records = new HashMap<>();
        HydrateLog log = new HydrateLog(state, collection);
        for (LogRecord record : log.records(0, log.tail().last())) {
            for (LogRecord.SegmentOutcome segment : record.segments()) {
                Long before = records.putIfAbsent(segment.key(), record.n());
                if (before != null) {
                    problems.add("Records " + before + " and " + record.n() + " both name " + segment.key());
                }
            }
        }
        List<Archived> all = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.archiveOf(collection))) {
            SegmentKey key = SegmentKey.parse(object.key()).orElse(null);
            if (key == null) {
                problems.add("The archive has " + object.key() + ", which is no segment");
            } else {
                read(state, key, records.getOrDefault(key.key(), 0L), all, problems);
            }
        }
        return all;
    }

    private static void read(
            ObjectStore state, SegmentKey key, long record, List<Archived> all, List<String> problems) {
        try (SegmentReader reader = SegmentReader.open(state, key)) {
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                all.add(new Archived(key, frame, record));
            }
            if (!reader.damage().isEmpty()) {
                problems.add("Segment " + key.key() + " is damaged: " + reader.damage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String payload() {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }

    /** As readers of the table see it. */
    String row() {
        return segment.key() + "#" + frame.seq();
    }

    /** As acknowledgements name it. */
    String place() {
        return Model.place(segment.collection().value(), segment.writer(), segment.epoch(), frame.seq());
    }
}

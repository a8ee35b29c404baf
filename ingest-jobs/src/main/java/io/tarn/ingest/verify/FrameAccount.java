package io.tarn.ingest.verify;

import io.tarn.core.log.LogRecord;
import io.tarn.ingest.verify.CollectionState.DayFile;
import io.tarn.ingest.verify.DeepBatch.Unpacked;
import io.tarn.ingest.verify.FrameStore.Archived;
import io.tarn.ingest.verify.FrameStore.Fate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts for every frame of a batch: what was neither published nor quarantined must be what the log counts as
 * deduplicated. Where rows are missing it names them: frames whose id no published row has.
 */
final class FrameAccount {
    private static final int NAMED = 100;

    private final DeepSources sources;
    private final DeepBatch batch;

    FrameAccount(DeepSources sources, DeepBatch batch) {
        this.sources = sources;
        this.batch = batch;
    }

    void settle() throws IOException {
        List<Unpacked> lacking = new ArrayList<>();
        long lost = 0;
        for (Unpacked segment : batch.segments()) {
            // A record that is not in all its heads yet: the rows are staged, and the next run makes them visible.
            if (!segment.hydrated().history().records().stream().allMatch(sources.collection()::applied)) {
                continue;
            }
            long missing = missing(segment);
            if (missing > 0) {
                lacking.add(segment);
                lost += missing;
            } else if (missing < 0) {
                sources.problem(
                        "extra_row",
                        segment.hydrated().key().key(),
                        -missing + " rows of this segment are published although the log counts them as deduplicated");
            }
        }
        if (lost > 0) {
            name(lacking, lost);
        }
    }

    private static long missing(Unpacked segment) {
        FrameStore frames = segment.frames();
        return segment.hydrated().key().count()
                - frames.count(Fate.PUBLISHED)
                - frames.count(Fate.QUARANTINED)
                - segment.hydrated().history().deduplicated();
    }

    /** A frame that has no row. */
    private record Candidate(long receivedMicros, String segment, long seq, String shown) {}

    private static final Comparator<Candidate> FIRST_WINS = Comparator.comparingLong(Candidate::receivedMicros)
            .thenComparing(Candidate::segment)
            .thenComparingLong(Candidate::seq);

    private void name(List<Unpacked> lacking, long lost) throws IOException {
        List<Candidate> missing = new ArrayList<>();
        Map<JsonValue, Candidate> repeated = new HashMap<>();
        for (Unpacked segment : lacking) {
            collect(segment, missing, repeated);
        }
        if (!repeated.isEmpty()) {
            publishedIds().forEach(id -> repeated.remove(new JsonValue.Str(id)));
            missing.addAll(repeated.values());
        }
        missing.sort(FIRST_WINS);
        missing.stream()
                .limit(Math.min(lost, NAMED))
                .forEach(each -> sources.problem(
                        "missing_row",
                        each.segment(),
                        each.segment() + ":" + each.seq()
                                + " is neither published nor quarantined nor deduplicated: archived " + each.shown()));
        long unnamed = lost - Math.min(missing.size(), Math.min(lost, NAMED));
        if (unnamed > 0) {
            sources.problem("missing_row", lacking.get(0).hydrated().key().key(), unnamed + " more rows are missing");
        }
    }

    /** Without repetitions every frame that was not seen is missing; with them, one of each id. */
    private void collect(Unpacked segment, List<Candidate> missing, Map<JsonValue, Candidate> repeated)
            throws IOException {
        FrameStore frames = segment.frames();
        boolean unique = segment.hydrated().history().deduplicated() == 0;
        Map<Integer, Provenance> provenance = new HashMap<>();
        ArchivedJson json = new ArchivedJson();
        long last = segment.hydrated().key().lastSeq();
        for (long seq = segment.hydrated().key().firstSeq(); seq <= last; seq++) {
            if (frames.fate(seq) != Fate.UNSEEN) {
                continue;
            }
            Archived frame = frames.read(seq);
            String key = segment.hydrated().key().key();
            if (frame == null) {
                missing.add(new Candidate(0, key, seq, "a frame that cannot be read"));
                continue;
            }
            JsonValue event = parsed(json, frame);
            Candidate candidate = new Candidate(frame.receivedMicros(), key, seq, event.shown(200));
            if (unique || !(event instanceof JsonValue.Obj obj)) {
                missing.add(candidate);
            } else {
                int settings = segment.hydrated()
                        .history()
                        .record(seq)
                        .map(LogRecord::settings)
                        .orElseThrow();
                JsonValue id = provenance
                        .computeIfAbsent(
                                settings,
                                version -> new Provenance(
                                        sources.settings().apply(version).id()))
                        .eventId(frame, obj, segment.hydrated().key(), seq);
                repeated.merge(asText(id), candidate, (a, b) -> FIRST_WINS.compare(a, b) <= 0 ? a : b);
            }
        }
    }

    private static JsonValue parsed(ArchivedJson json, Archived frame) {
        try {
            return json.event(frame.payload());
        } catch (ArchivedJson.NotAnEvent e) {
            return new JsonValue.Str(String.valueOf(e.getMessage()));
        }
    }

    /**
     * As the id column shows it; blanks inside an array of components are its writer's business, so they are left out
     * on both sides.
     */
    private static JsonValue asText(JsonValue id) {
        if (id instanceof JsonValue.Str) {
            return id;
        }
        return new JsonValue.Str(id instanceof JsonValue.Num num ? num.text() : id.shown(Integer.MAX_VALUE));
    }

    private Set<String> publishedIds() throws IOException {
        Set<String> ids = new HashSet<>();
        for (DayFile file : sources.collection().files()) {
            try (PublishedFile rows = PublishedFile.openProvenance(sources.input(file))) {
                for (StoredRow row = rows.next(); row != null; row = rows.next()) {
                    if (row.eventId() != null) {
                        ids.add(normal(row.eventId()));
                    }
                }
            } catch (IOException
                    | RuntimeException e) { // a file that is gone, or what damaged bytes lead parquet-java to
                sources.unreadable(file, e);
            }
        }
        return ids;
    }

    private static String normal(String id) {
        if (!id.startsWith("[")) {
            return id;
        }
        try {
            return ArchivedJson.value(id).shown(Integer.MAX_VALUE);
        } catch (ArchivedJson.NotAnEvent e) {
            return id;
        }
    }
}

package io.tarn.ingest.verify;

import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings;
import io.tarn.core.log.LogRecord;
import io.tarn.ingest.verify.CollectionState.DayFile;
import io.tarn.ingest.verify.DeepBatch.Hydrated;
import io.tarn.ingest.verify.DeepBatch.Unpacked;
import io.tarn.ingest.verify.FrameStore.Archived;
import io.tarn.ingest.verify.FrameStore.Fate;
import io.tarn.ingest.verify.JsonValue.Obj;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds the rows of one row group against their frames. Used by one thread. */
final class RowGroupCheck {
    private final DeepSources sources;
    private final DeepBatch batch;
    private final DayFile file;
    private final ArchivedJson json = new ArchivedJson();
    private final Map<Long, Rules> rules = new HashMap<>();

    /** How the rows of one log record are compared. */
    private record Rules(RowComparison values, Provenance provenance, EventDay days) {}

    RowGroupCheck(DeepSources sources, DeepBatch batch, DayFile file) {
        this.sources = sources;
        this.batch = batch;
        this.file = file;
    }

    void run(int group) throws IOException {
        try (PublishedFile rows = PublishedFile.open(
                sources.input(file),
                sources.schemas().apply(file.file().schema()).root())) {
            rows.select(group);
            for (StoredRow row = rows.next(); row != null; row = rows.next()) {
                check(row);
            }
        } catch (TarnException told) {
            throw told;
        } catch (IOException | RuntimeException damaged) { // parquet-java throws whatever damaged bytes lead it to
            sources.unreadable(file, damaged);
        }
    }

    private void check(StoredRow row) throws IOException {
        Unpacked segment = batch.segment(row.segment());
        if (segment == null) {
            if (!batch.knownElsewhere(row.segment())) {
                sources.problem("extra_row", file, at(row) + " is of a segment that the log does not name");
            }
            return;
        }
        FrameStore frames = segment.frames();
        if (!frames.covers(row.seq())) {
            sources.problem("extra_row", file, at(row) + ": the segment has no such frame");
            return;
        }
        Fate before = frames.mark(row.seq(), Fate.PUBLISHED);
        if (before != Fate.UNSEEN) {
            String why = before == Fate.PUBLISHED ? " is published twice" : " is published, and quarantined too";
            sources.problem("extra_row", file, at(row) + why);
        }
        Archived frame = frames.read(row.seq());
        if (frame != null) {
            compare(row, frame, segment.hydrated());
        }
    }

    private void compare(StoredRow row, Archived frame, Hydrated hydrated) {
        sources.compared().incrementAndGet();
        Obj event;
        try {
            event = json.event(frame.payload());
        } catch (ArchivedJson.NotAnEvent e) {
            sources.problem("extra_row", file, at(row) + " is published, but " + e.getMessage());
            return;
        }
        LogRecord record = hydrated.history().record(row.seq()).orElse(null);
        if (record == null) {
            sources.problem("extra_row", file, at(row) + " is a row, and no log record takes its frame");
            return;
        }
        Rules rules = this.rules.computeIfAbsent(record.n(), n -> rules(record));
        LocalDate day = rules.days().of(event, frame.receivedMicros());
        if (!day.equals(file.day())) {
            sources.problem("wrong_day", file, at(row) + " belongs to " + day);
        }
        tell(row, rules.provenance().differences(row, frame, event, hydrated.key()));
        tell(row, rules.values().differences(event, row));
    }

    private Rules rules(LogRecord record) {
        RowSettings settings = sources.settings().apply(record.settings());
        return new Rules(
                new RowComparison(
                        sources.schemas().apply(file.file().schema()).root(),
                        sources.schemas().apply(record.schema()).root(),
                        new HiddenFields(settings.hide())),
                new Provenance(settings.id()),
                new EventDay(settings.eventTime()));
    }

    private void tell(StoredRow row, List<Difference> differences) {
        for (Difference each : differences) {
            String path = each.path().isEmpty() ? "" : " " + each.path();
            sources.problem(
                    each.kind().name().toLowerCase(Locale.ROOT),
                    file,
                    at(row) + path + ": archived " + each.archived() + ", stored " + each.stored());
        }
    }

    private static String at(StoredRow row) {
        return row.segment() + ":" + row.seq();
    }
}
